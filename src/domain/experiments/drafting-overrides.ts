/** How replies are drafted for a tenant, where it differs from the installation's way. */
export interface DraftingOverrides {
  /** Candidates that a policy writes at first, and after each refusal. */
  candidates?: number;
  /** Of a policy that samples; others have none. */
  temperature?: number;
  /** A reply with more deductions than this is not sent, however it ranks. */
  maximumDeductions?: number;
  /** Share of turns in which any acceptable reply may be sent instead of the best one, so that later policies can be compared. */
  exploration?: number;
  /** The arm that writes in new negotiations; running ones keep theirs. */
  arm?: string;
  /** The model that writes for the arm `onnx`, in running negotiations too: `policy@1.0.0/grpo-repo`. */
  policyModel?: string;
}
