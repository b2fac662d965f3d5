import { type MemorySample } from './pipeline-run.js';

export const GROWTH_LIMIT = 1.05;

const MEGABYTE = 1e6;
const most = (samples: readonly MemorySample[], of: (sample: MemorySample) => number): number => Math.max(...samples.map(of));

/**
 * Prints whether memory stops growing, and returns by what resident memory grew: the first third is warming up; after it, the most
 * that is held in the first half of the rest stands beside the most in the second.
 */
export function reportGrowth(samples: readonly MemorySample[]): number {
  const warm = samples.slice(Math.floor(samples.length / 3));
  const [earlier, later] = [warm.slice(0, warm.length / 2), warm.slice(warm.length / 2)];
  const row = (of: (sample: MemorySample) => number): Record<string, string> => ({
    'first MB': (of(samples[0]!) / MEGABYTE).toFixed(1),
    'most, earlier half': (most(earlier, of) / MEGABYTE).toFixed(1),
    'most, later half': (most(later, of) / MEGABYTE).toFixed(1),
    ratio: (most(later, of) / most(earlier, of)).toFixed(3),
  });
  console.table({
    resident: row(({ residentBytes }) => residentBytes),
    heap: row(({ heapBytes }) => heapBytes),
    buffers: row(({ bufferBytes }) => bufferBytes),
  });
  const growth = most(later, ({ residentBytes }) => residentBytes) / most(earlier, ({ residentBytes }) => residentBytes);
  console.log(`Growth after the first third: ${growth.toFixed(3)} (limit ${GROWTH_LIMIT})`);
  return growth;
}
