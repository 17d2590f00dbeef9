import { figure } from './figure.mjs';
import { table } from './table.mjs';

const makespanBar = 1.05;
const overheadBar = 1.5;
const seeds = 20;

/** How near a run comes to what no order could better, beside other orders; and what a task costs that does nothing. */
export async function executor() {
	const { bookShapes, measureMakespan, otherShapes } = await import('../../build/jobs/measureMakespan.js');
	const { measureOverhead } = await import('../../build/jobs/measureOverhead.js');
	const books = await measureMakespan(bookShapes, 0.5, seeds);
	const others = [
		...(await measureMakespan(bookShapes, 1, seeds)),
		...(await measureMakespan(otherShapes, 0.5, seeds)),
		...(await measureMakespan(otherShapes, 1, seeds)),
	];
	const overhead = await measureOverhead(100_000);
	tell(books, others);
	const worst = (rows) => Math.max(...rows.map((row) => row.dependencyAware));
	return [
		figure('makespan of a book over its lower bound', worst(books), '', 'bar', makespanBar),
		figure('the same of the worst other graph', worst(others), '', 'bar', makespanBar),
		...overhead.map(({ strategy, executorUs, queueUs }) =>
			figure(`task that does nothing, ${strategy} (bar ${overheadBar}×)`, executorUs, 'µs', 'p-queue alone', queueUs),
		),
	];
}

function tell(books, others) {
	const heads = [
		'graph of 400 tasks',
		'slots',
		'sequential',
		'batched',
		'FIFO',
		'longest path',
		'worst seed',
		'all known',
	];
	const rows = [...books, ...others].map((row) => [
		row.shape,
		row.slots,
		...[row.sequential, row.batched, row.parallel, row.dependencyAware, row.worst, row.clairvoyant].map((ratio) =>
			ratio.toFixed(3),
		),
	]);
	process.stderr.write(`${table(heads, rows)}\n`);
}
