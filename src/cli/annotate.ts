import { builtInRubric } from '../platform/rubric-file.js';
import { annotate, ANNOTATE_USAGE } from '../training-data/annotation/annotate-command.js';
import { AnnotationError } from '../training-data/annotation/annotation-error.js';

/** What whoever calls can mend: a fault of the files or arguments, a wrong option, a file that cannot be read. */
const canBeMended = (error: unknown): error is Error =>
  error instanceof AnnotationError || (error instanceof Error && 'code' in error && typeof error.code === 'string');

const argv = process.argv.slice(2);
if (argv.includes('--help')) {
  console.log(ANNOTATE_USAGE);
} else {
  try {
    annotate(argv, { rubric: builtInRubric(), print: (text) => console.log(text) });
  } catch (error) {
    if (!canBeMended(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
