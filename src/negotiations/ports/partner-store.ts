/** What erasing a partner did. */
export interface Erasure {
  /** All negotiations with the partner, ended ones too. */
  negotiationIds: string[];
  /** Those of them that were still going on, and are cancelled now. */
  cancelled: number;
}

/** Partners, apart from what is negotiated with them. */
export abstract class PartnerStore {
  /**
   * Destroys the partner's key, and with it the text of every message, ledger entry, turn record and webhook; deletes what is not
   * sealed and could tell of them (profile, restated terms, the backend's metadata); ends their negotiations without a word. All
   * of it or nothing. A partner who had opted out keeps their id, so that the opt-out goes on holding.
   * @returns null where the tenant has no such partner
   */
  abstract erase(tenantId: string, partnerId: string, at: Date): Promise<Erasure | null>;
}
