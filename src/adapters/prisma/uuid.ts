const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id, or null where it cannot be one: PostgreSQL would refuse it with an error instead of finding nothing. */
export function asUuid(id: string): string | null {
  return UUID.test(id) ? id : null;
}
