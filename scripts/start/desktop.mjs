import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { findProgram } from '../setup/findProgram.mjs';

await build();
const sample = path.join(projectRoot, 'sample');
process.stdout.write(`Opening ${sample} in VS Code.\n`);
const child = spawn(findProgram(['code']), ['--new-window', `--extensionDevelopmentPath=${projectRoot}`, sample], {
	stdio: 'inherit',
	shell: process.platform === 'win32',
});
const [code] = await once(child, 'close');
process.exitCode = code ?? 1;
