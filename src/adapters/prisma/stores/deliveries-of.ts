import { Prisma } from '../generated/client.js';

/**
 * Writes what is to be sent of events: a row for every endpoint of the tenant that asks for events of that type. It is part of
 * the transaction that writes the events, so none can be forgotten and none is sent that was not committed.
 * @param events a relation with `event_id`, `sequence` and `type`
 */
export function deliveriesOf(
  events: Prisma.Sql,
  { tenantId, negotiationId, at }: { tenantId: string; negotiationId: string; at: Date },
): Prisma.Sql {
  return Prisma.sql`
      INSERT INTO webhook_deliveries
        (id, endpoint_id, tenant_id, negotiation_id, event_id, type, sequence, next_attempt_at, created_at)
      SELECT gen_random_uuid(), endpoint.id, endpoint.tenant_id, ${negotiationId}::uuid, event.event_id, event.type,
             event.sequence, ${at}::timestamptz, ${at}::timestamptz
      FROM ${events} AS event
      JOIN webhook_endpoints endpoint ON endpoint.tenant_id = ${tenantId}::uuid AND endpoint.disabled_at IS NULL
        AND (cardinality(endpoint.events) = 0 OR event.type = ANY (endpoint.events))`;
}
