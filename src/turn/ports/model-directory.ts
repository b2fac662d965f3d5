/** A model that this server was told to use. */
export interface ModelState {
  /** What it does here. */
  role: 'policy' | 'reward-model' | 'interpreter';
  /** The arm that it writes as; policies only. */
  arm?: string;
  /** Name, version and adapter, `policy@1.0.0/repo`; absent where it could not be read. */
  identity?: string;
  /** Refused models are missing, corrupt, or belong to other code. */
  status: 'serving' | 'refused';
  /** Why it was refused; names files of this machine, so it is for operators. */
  reason?: string;
  /** What does its work instead: the arm that writes, the reward spec that ranks, the parser that reads alone. */
  degradedTo?: string;
}

/** A model that can be told to write for the arm `onnx`: a version, or one of its adapters. */
export interface PolicyModelOption {
  /** `policy@1.0.0/grpo-repo` */
  identity: string;
  version: string;
  /** Absent: the version's base. */
  adapter?: string;
  /** It writes for the arm where nobody has chosen another. */
  default: boolean;
  /** It lies in memory. */
  open: boolean;
}

/** The models of this server, and what became of them. */
export abstract class ModelDirectory {
  /** Those that were asked for. */
  abstract models(): ModelState[];
  /** Every model on the shelf, asked for or not. */
  abstract policies(): PolicyModelOption[];
  /**
   * Checks a model and gets it ready to write, before anybody depends on it.
   * @param identity one of {@link policies}
   * @returns null, or why it must not be used
   */
  abstract prepare(identity: string): Promise<string | null>;
}
