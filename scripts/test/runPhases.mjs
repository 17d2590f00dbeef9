import '../exitOnSignal.mjs';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { build } from '../build/build.mjs';
import { runCheck } from './runCheck.mjs';
import { runHostSuite } from './runHostSuite.mjs';
import { runNodeSuite } from './runNodeSuite.mjs';
import { outputTurns } from '../../test/support/outputTurns.ts';
import { chosenPhases, chosenTitles } from './phases.mjs';
import { addTally, describeTally, tally } from './tally.mjs';

const programArguments = process.argv.slice(2);
const grep = chosenTitles(programArguments);

const checks = {
	lint: () => runCheck(['oxlint', '--type-aware', '--deny-warnings'], ['prettier', '--check', '.']),
	types: () =>
		runCheck(['tsc', '--noEmit', '-p', 'tsconfig.json'], ['tsc', '--noEmit', '-p', 'src/webview/tsconfig.json']),
	layers: () => runCheck(['node', 'scripts/test/layers.mjs']),
	build: buildTests,
};
/** Side by side, the highest order first: long ones before short ones, and no more editors at once than must be. */
const suites = {
	unit: { order: 1, run: (use) => runNodeSuite('unit', { ...use, grep, limitMs: 400_000 }) },
	contract: { order: 3, run: (use) => runNodeSuite('contract', { ...use, grep, limitMs: 600_000, parts: 2 }) },
	host: { order: 4, run: (use) => use.inSlot(() => runHostSuite({ ...use, grep, limitMs: 900_000 })) },
	browser: { order: 2, run: (use) => runNodeSuite('browser', { ...use, grep, limitMs: 900_000, parts: 2 }) },
};
// An editor alone keeps a core busy: with more of them at once, all are late.
const slots = new PQueue({ concurrency: availableParallelism(), autoStart: false });

let total = tally();
const chosen = chosenPhases(programArguments);
const chosenSuites = chosen.filter((phase) => phase in suites);
const chosenChecks = [...chosen.filter((phase) => phase in checks), ...(chosenSuites.length > 0 ? ['build'] : [])];
let isBuilt = true;
for (const phase of chosenChecks) isBuilt = await runCheckPhase(phase);
if (isBuilt) await runSuites();
else if (chosenSuites.length > 0) write(`\nNot run, since the build failed: ${chosenSuites.join(', ')}\n`);

// Once more, since a log may be cut at its beginning.
for (const title of total.failures) process.stdout.write(`\n✗ ${title}`);
process.stdout.write(`\n${describeTally(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runSuites() {
	const turns = outputTurns(chosenSuites.length, write);
	const running = Promise.all(
		turns.map(async (turn, at) => {
			const { order, run } = suites[chosenSuites[at]];
			const work = (begin) => {
				const inSlot = (part) => slots.add(() => (begin(), part()), { priority: order });
				return run({ inSlot, write: turn.write });
			};
			await counted(chosenSuites[at], work, turn.write);
			turn.end();
		}),
	);
	// All are waiting by now, so that the order decides.
	slots.start();
	await running;
}

async function runCheckPhase(phase) {
	return await counted(phase, (begin) => (begin(), checks[phase]()), write);
}

/**
 * True when nothing failed. A phase that crashes counts as one failure.
 * @param work gets what it calls when it begins, since it may have to wait for its turn
 */
async function counted(phase, work, write) {
	let started;
	write(`\n── ${phase}\n`);
	let own;
	try {
		own = await work(() => (started ??= performance.now()));
	} catch (error) {
		write(`${error.stack}\n`);
		own = tally({ failed: 1, failures: [phase] });
	}
	const seconds = ((performance.now() - (started ?? performance.now())) / 1000).toFixed(1);
	write(`── ${phase}: ${describeTally(own)} (${seconds} s)\n`);
	total = addTally(total, own);
	return own.failed === 0;
}

function write(text) {
	process.stdout.write(text);
}

async function buildTests() {
	await build('--tests');
	return tally({ passed: 1 });
}
