// Usage: npm start [-- --headless [--fresh]]
// Runs before anything is installed, on the Node that the machine has.
import { findProgram } from './setup/findProgram.mjs';
import { runUnderModernNode } from './setup/modernNode.mjs';
import { setUp } from './setup/setUp.mjs';

const flags = process.argv.slice(2);
const code = flags.includes('--headless') ? undefined : findProgram(['code']);

const [script, parts] = flags.includes('--headless')
	? ['scripts/start/headless.mjs', ['editor', 'chromium']]
	: code === undefined
		? ['scripts/start/browser.mjs', ['editor']]
		: ['scripts/start/desktop.mjs', []];

process.exitCode = (await setUp(parts)) ? await runUnderModernNode(script, flags) : 1;
