import { type Page } from '../../negotiations/ports/negotiation-queries.js';
import { type Dataset } from '../dataset.js';

/** The questions that were asked of the log. */
export abstract class DatasetStore {
  abstract add(tenantId: string, dataset: Dataset): Promise<void>;
  abstract find(tenantId: string, id: string): Promise<Dataset | null>;
  /** The latest first. */
  abstract list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<Dataset>>;
}
