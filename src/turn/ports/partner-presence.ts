/** Whether the partner has the chat open. */
export abstract class PartnerPresence {
  abstract connected(negotiationId: string): Promise<boolean>;
}
