import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeStaticPage } from '../../../test/support/static-page-cases.js';
import { projectRoot } from '../../config/paths.js';
import { RATING_REASONS } from '../../domain/conversation/rating.js';
import { STATUSES } from '../common/status-filter.js';
import { DashboardPageController } from './dashboard-page.controller.js';

describeStaticPage('dashboard', DashboardPageController);

const folder = join(projectRoot, 'web', 'dashboard');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the dashboard', () => {
  it('never writes markup from text: what a hotel writes must not run in the tab of an operator', () => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.js')))
      expect(read(name), name).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  });

  it('offers every reason to rate by, and every status to filter by', () => {
    for (const reason of RATING_REASONS) expect(read('decision.js')).toContain(`'${reason}'`);
    for (const status of STATUSES) expect(read('index.html')).toContain(`value="${status}"`);
  });
});
