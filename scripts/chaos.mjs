// Usage: npm run chaos [-- --kills 1000] [-- --seed 1]
import { runUnderModernNode } from './setup/modernNode.mjs';
import { setUp } from './setup/setUp.mjs';

if (await setUp([])) {
	process.exitCode = await runUnderModernNode('scripts/chaos/runChaos.mjs', process.argv.slice(2));
} else {
	process.exitCode = 1;
}
