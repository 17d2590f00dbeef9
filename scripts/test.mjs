// Usage: npm test [-- phase...] [-- --grep title]
// Runs before anything is installed, on the Node that the machine has.
import { runUnderModernNode } from './setup/modernNode.mjs';
import { setUp } from './setup/setUp.mjs';
import { chosenPhases, partsFor } from './test/phases.mjs';

const phases = chosenPhases(process.argv.slice(2));
if (await setUp(partsFor(phases))) {
	process.exitCode = await runUnderModernNode('scripts/test/runPhases.mjs', process.argv.slice(2));
} else {
	process.stdout.write('0 passed, 1 failed\n');
	process.exitCode = 1;
}
