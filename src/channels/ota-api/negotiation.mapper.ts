import { type Evidence, type Lever, type Stay, type Ticket } from '../../domain/negotiation/ticket.js';
import { type NewNegotiation } from '../../negotiations/create-negotiation.js';
import { type TicketChange } from '../../domain/negotiation/change-ticket.js';
import {
  type CreateNegotiationDto,
  type EvidenceDto,
  type LeverDto,
  type StayDto,
  type TicketDto,
} from './create-negotiation.dto.js';
import { type ChangeTicketDto } from './requests.dto.js';

/** Requests as the use cases take them, defaults filled in. Plain objects: what is stored holds no class of a form. */

export function toNewNegotiation(tenantId: string, dto: CreateNegotiationDto): NewNegotiation {
  const { hotel, partner } = dto;
  return {
    tenantId,
    externalId: dto.externalId,
    hotel: {
      id: hotel.id,
      name: hotel.name,
      ...(hotel.city === undefined ? {} : { city: hotel.city }),
      timeZone: hotel.timeZone,
    },
    partner: {
      id: partner.id,
      ...(partner.name === undefined ? {} : { name: partner.name }),
      ...(partner.language === undefined ? {} : { language: partner.language }),
      ...(partner.timeZone === undefined ? {} : { timeZone: partner.timeZone }),
    },
    tickets: dto.tickets.map(toTicket),
    mandates: dto.tickets.map(({ id, targetRate, limitRate }) => ({ ticketId: id, targetRate, limitRate })),
    levers: dto.levers.map(toLever),
    ...(dto.deadline === undefined ? {} : { deadline: new Date(dto.deadline) }),
    ...(dto.sop === undefined ? {} : { sop: dto.sop }),
    ...(dto.policy === undefined ? {} : { policy: dto.policy }),
    start: dto.start ?? 'now',
    ...(dto.metadata === undefined ? {} : { metadata: dto.metadata }),
  };
}

function toTicket(dto: TicketDto): Ticket {
  return {
    id: dto.id,
    roomType: dto.roomType,
    ...(dto.ratePlan === undefined ? {} : { ratePlan: dto.ratePlan }),
    ...(dto.occupancy === undefined ? {} : { occupancy: dto.occupancy }),
    stay: toStay(dto.stay),
    currency: dto.currency,
    priceBasis: dto.priceBasis,
    rateUnit: dto.rateUnit ?? 'per_night',
    taxes: dto.taxes ?? 'included',
    ...(dto.commissionRate === undefined ? {} : { commissionRate: dto.commissionRate }),
    currentRate: dto.currentRate,
    evidence: dto.evidence.map(toEvidence),
    version: 1,
    withdrawn: false,
  };
}

function toStay({ from, to, daysOfWeek, excludedDates }: StayDto): Stay {
  return {
    from,
    to,
    ...(daysOfWeek === undefined ? {} : { daysOfWeek }),
    ...(excludedDates === undefined ? {} : { excludedDates }),
  };
}

function toEvidence(dto: EvidenceDto): Evidence {
  return {
    kind: dto.kind,
    ...(dto.source === undefined ? {} : { source: dto.source }),
    ...(dto.rate === undefined ? {} : { rate: dto.rate }),
    ...(dto.text === undefined ? {} : { text: dto.text }),
    observedAt: new Date(dto.observedAt).toISOString(),
    ...(dto.expiresAt === undefined ? {} : { expiresAt: new Date(dto.expiresAt).toISOString() }),
    disclose: dto.disclose ?? 'none',
  };
}

function toLever(dto: LeverDto): Lever {
  return {
    id: dto.id,
    kind: dto.kind,
    title: dto.title,
    ...(dto.terms === undefined ? {} : { terms: dto.terms }),
    ...(dto.value === undefined ? {} : { value: dto.value }),
    ...(dto.requires === undefined ? {} : { requires: dto.requires }),
    ...(dto.ticketIds === undefined ? {} : { ticketIds: dto.ticketIds }),
    ...(dto.maxUses === undefined ? {} : { maxUses: dto.maxUses }),
  };
}

export function toTicketChange(dto: ChangeTicketDto): TicketChange {
  return {
    version: dto.version,
    ...(dto.currentRate === undefined ? {} : { currentRate: dto.currentRate }),
    ...(dto.evidence === undefined ? {} : { evidence: dto.evidence.map(toEvidence) }),
    ...(dto.targetRate === undefined ? {} : { targetRate: dto.targetRate }),
    ...(dto.limitRate === undefined ? {} : { limitRate: dto.limitRate }),
    ...(dto.withdrawn === undefined ? {} : { withdrawn: dto.withdrawn }),
  };
}
