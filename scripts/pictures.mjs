// Usage: npm run pictures [-- name...]
// Takes the pictures of README and walkthrough from a real VS Code, and draws the icon.
import { runUnderModernNode } from './setup/modernNode.mjs';
import { setUp } from './setup/setUp.mjs';

const ready = await setUp(['editor', 'chromium']);
process.exitCode = ready ? await runUnderModernNode('scripts/pictures/takePictures.mjs', process.argv.slice(2)) : 1;
