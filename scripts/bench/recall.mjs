import { figure } from './figure.mjs';

/** How often the paragraph that answers a question is among the first ten, offline. */
export async function recall() {
	const { existsSync } = await import('node:fs');
	if (!existsSync('../shared/manuscripts')) {
		process.stderr.write('Recall quality is not measured: there is no ../shared/manuscripts.\n');
		return [];
	}
	const { measureRecall } = await import('../../build/jobs/measureRecall.js');
	const { questions, ours, bm25, missed } = await measureRecall();
	process.stderr.write(`Of ${questions} questions, these are missed: ${missed.join(', ')}\n`);
	const share = (hits) => (100 * hits) / questions;
	return [figure('answers in the first ten', share(ours), '%', 'plain BM25', share(bm25))];
}
