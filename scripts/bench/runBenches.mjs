import '../exitOnSignal.mjs';
import { build } from '../build/build.mjs';
import { activation } from './activation.mjs';
import { bundle } from './bundle.mjs';
import { continuity } from './continuity.mjs';
import { dashboard } from './dashboard.mjs';
import { dashboardPage } from './dashboardPage.mjs';
import { executor } from './executor.mjs';
import { hostLoop } from './hostLoop.mjs';
import { context } from './context.mjs';
import { ledger } from './ledger.mjs';
import { memory } from './memory.mjs';
import { rates } from './rates.mjs';
import { profiler } from './profiler.mjs';
import { recall } from './recall.mjs';
import { rehearsedBook } from './rehearsedBook.mjs';
import { staleness } from './staleness.mjs';
import { tokens } from './tokens.mjs';
import { vectors } from './vectors.mjs';

/** Each yields `{ name, value, unit, peer, peerValue, ratio }`: a figure beside its peer's in the same run. */
const benches = {
	...{ bundle, rehearsedBook, continuity, executor, rates, profiler },
	...{ ledger, tokens, memory, recall, context, vectors, activation, hostLoop },
	...{ dashboard, dashboardPage, staleness },
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const json = process.argv.includes('--json');

await build('--production', '--tests');
for (const [name, bench] of Object.entries(benches)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	for (const figure of await bench()) process.stdout.write(`${json ? JSON.stringify(figure) : inWords(figure)}\n`);
}

function inWords({ name, value, unit, peer, peerValue, ratio }) {
	return `${name}: ${value} ${unit}; ${peer}: ${peerValue} ${unit}; ratio ${ratio}`;
}
