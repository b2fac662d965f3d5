/** What no longer serves anything. */
export abstract class HousekeepingStore {
  /**
   * Removes answers to repeated requests that have run out, and, of before `before`: events that were handed over with the webhooks
   * that were settled, and chat tokens that have run out. A bounded number of each at a time.
   * @returns rows that were removed
   */
  abstract clean(before: Date, at: Date): Promise<number>;
  /** Partners whose negotiations have all ended before then, and who are not erased yet. */
  abstract partnersDoneBefore(before: Date, limit: number): Promise<{ tenantId: string; partnerId: string }[]>;
}
