import { Module } from '@nestjs/common';
import { ManageDatasets } from './manage-datasets.js';

/** What was decided, as trainers read it. Ports are bound by the composition root. */
@Module({
  providers: [ManageDatasets],
  exports: [ManageDatasets],
})
export class DatasetsModule {}
