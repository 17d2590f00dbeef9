import { appendFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Mocha from 'mocha';

/** One line of a suite's event file. Depth counts the titles above it. */
export type SuiteEvent =
	| { readonly kind: 'suite'; readonly title: string; readonly depth: number }
	| { readonly kind: 'passed'; readonly title: string; readonly depth: number; readonly durationMs: number }
	| { readonly kind: 'failed'; readonly title: string; readonly depth: number; readonly reason: string }
	| { readonly kind: 'skipped'; readonly title: string; readonly depth: number }
	| { readonly kind: 'ended' }
	| { readonly kind: 'crashed'; readonly reason: string };

export interface MochaSuite {
	/** Every compiled `*.test.js` below it is run. */
	readonly directory: string;
	readonly eventFile: string;
	readonly grep?: string;
	readonly timeoutMs: number;
	/** One part of so many, by files; all of them when left out. */
	readonly part?: { readonly number: number; readonly of: number };
}

/** Runs a suite in this process and appends what happens to its event file. */
export async function runMochaSuite(suite: MochaSuite): Promise<void> {
	try {
		await runFiles(suite);
	} catch (error) {
		reportTo(suite.eventFile)({ kind: 'crashed', reason: describe(error) });
	}
}

async function runFiles(suite: MochaSuite): Promise<void> {
	const mocha = new Mocha({ ui: 'bdd', timeout: suite.timeoutMs, ...(suite.grep ? { grep: suite.grep } : {}) });
	for (const file of await testFiles(suite)) mocha.addFile(file);
	mocha.reporter(eventReporter(suite.eventFile));
	await mocha.loadFilesAsync();
	await new Promise<void>((resolve) => mocha.run(() => resolve()));
}

async function testFiles({ directory, part = { number: 0, of: 1 } }: MochaSuite): Promise<string[]> {
	const files = await readdir(directory, { recursive: true });
	return files
		.filter((file) => file.endsWith('.test.js'))
		.sort()
		.filter((_, at) => at % part.of === part.number)
		.map((file) => path.join(directory, file));
}

function eventReporter(eventFile: string) {
	const report = reportTo(eventFile);
	const { EVENT_SUITE_BEGIN, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } =
		Mocha.Runner.constants;
	return class EventReporter extends Mocha.reporters.Base {
		constructor(runner: Mocha.Runner) {
			super(runner);
			runner.on(EVENT_SUITE_BEGIN, (suite) => {
				if (!suite.root) report({ kind: 'suite', title: suite.title, depth: depthOf(suite) });
			});
			runner.on(EVENT_TEST_PASS, (test) => {
				report({ kind: 'passed', title: test.title, depth: depthOf(test), durationMs: test.duration ?? 0 });
			});
			runner.on(EVENT_TEST_FAIL, (test, error: unknown) => {
				report({ kind: 'failed', title: test.fullTitle(), depth: depthOf(test), reason: describe(error) });
			});
			runner.on(EVENT_TEST_PENDING, (test) => {
				report({ kind: 'skipped', title: test.title, depth: depthOf(test) });
			});
			runner.on(EVENT_RUN_END, () => report({ kind: 'ended' }));
		}
	};
}

function reportTo(eventFile: string): (event: SuiteEvent) => void {
	return (event) => appendFileSync(eventFile, `${JSON.stringify(event)}\n`);
}

function depthOf(runnable: Mocha.Suite | Mocha.Runnable): number {
	return runnable.titlePath().length;
}

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
