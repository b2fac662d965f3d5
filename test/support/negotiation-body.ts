/** What a backend posts for one room, EUR 520 now and 455 wanted, where the partner writes first; its stay is never over. */
export function negotiationBody(externalId: string, partnerId: string) {
  return {
    externalId,
    hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
    partner: { id: partnerId },
    tickets: [
      {
        id: 'deluxe',
        roomType: 'Deluxe Double',
        stay: { from: '2099-03-10', to: '2099-03-13' },
        currency: 'EUR',
        priceBasis: 'selling',
        currentRate: '520',
        targetRate: '455',
        limitRate: '483.17',
        evidence: [],
      },
    ],
    levers: [],
    start: 'on_partner_message',
  };
}
