/** A model that this server was told to use. */
export interface ModelState {
  /** What it does here. */
  role: 'policy' | 'reward-model';
  /** The arm that it writes as; policies only. */
  arm?: string;
  /** Name, version and adapter, `policy@1.0.0/repo`; absent where it could not be read. */
  identity?: string;
  /** Refused models are missing, corrupt, or belong to other code. */
  status: 'serving' | 'refused';
  /** Why it was refused; names files of this machine, so it is for operators. */
  reason?: string;
  /** What does its work instead: the arm that writes, or the reward spec that ranks. */
  degradedTo?: string;
}

/** The models of this server, and what became of them. */
export abstract class ModelDirectory {
  abstract models(): ModelState[];
}
