import { join } from 'node:path';

/** Whole novels for tests and benches, beside the project; absent in a clone that stands alone. */
export const manuscripts = join(process.cwd(), '..', 'shared', 'manuscripts');
