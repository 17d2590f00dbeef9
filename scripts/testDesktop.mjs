// Usage: npm run test:desktop [-- --grep title]
// The host tests in desktop VS Code, which is downloaded once; on Linux it needs a display (xvfb-run gives one).
import { runUnderModernNode } from './setup/modernNode.mjs';
import { setUp } from './setup/setUp.mjs';

const ready = await setUp([]);
process.exitCode = ready ? await runUnderModernNode('scripts/test/runDesktopSuite.mjs', process.argv.slice(2)) : 1;
