// Usage: npm run bench [-- --json] [-- name...]
import { runUnderModernNode } from './setup/modernNode.mjs';
import { setUp } from './setup/setUp.mjs';

if (await setUp(['editor', 'chromium'])) {
	process.exitCode = await runUnderModernNode('scripts/bench/runBenches.mjs', process.argv.slice(2));
} else {
	process.exitCode = 1;
}
