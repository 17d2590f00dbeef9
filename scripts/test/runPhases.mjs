import '../exitOnSignal.mjs';
import { build } from '../build/build.mjs';
import { runCheck } from './runCheck.mjs';
import { runHostSuite } from './runHostSuite.mjs';
import { runNodeSuite } from './runNodeSuite.mjs';
import { chosenPhases, chosenTitles } from './phases.mjs';
import { addTally, describeTally, tally } from './tally.mjs';

const programArguments = process.argv.slice(2);
const grep = chosenTitles(programArguments);

const runners = {
	lint: () => runCheck(['oxlint', '--type-aware', '--deny-warnings'], ['prettier', '--check', '.']),
	types: () =>
		runCheck(['tsc', '--noEmit', '-p', 'tsconfig.json'], ['tsc', '--noEmit', '-p', 'src/webview/tsconfig.json']),
	layers: () => runCheck(['node', 'scripts/test/layers.mjs']),
	unit: () => runNodeSuite('unit', { grep, limitMs: 120_000 }),
	contract: () => runNodeSuite('contract', { grep, limitMs: 480_000, parts: 2 }),
	host: () => runHostSuite({ grep, limitMs: 600_000 }),
	browser: () => runNodeSuite('browser', { grep, limitMs: 720_000 }),
};
const checks = new Set(['lint', 'types', 'layers']);

let total = tally();
const chosen = chosenPhases(programArguments);
for (const phase of chosen.filter((name) => checks.has(name))) await count(phase, runners[phase]);
const suites = chosen.filter((name) => !checks.has(name));
const built = suites.length === 0 || (await count('build', buildTests));
if (built) for (const phase of suites) await count(phase, runners[phase]);
else process.stdout.write(`\nNot run, since the build failed: ${suites.join(', ')}\n`);

// Once more, since a log may be cut at its beginning.
for (const title of total.failures) process.stdout.write(`\n✗ ${title}`);
process.stdout.write(`\n${describeTally(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** True when nothing failed. A phase that crashes counts as one failure. */
async function count(phase, run) {
	process.stdout.write(`\n── ${phase}\n`);
	const started = performance.now();
	let counted;
	try {
		counted = await run();
	} catch (error) {
		process.stdout.write(`${error.stack}\n`);
		counted = tally({ failed: 1, failures: [phase] });
	}
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	process.stdout.write(`── ${phase}: ${describeTally(counted)} (${seconds} s)\n`);
	total = addTally(total, counted);
	return counted.failed === 0;
}

async function buildTests() {
	await build('--tests');
	return tally({ passed: 1 });
}
