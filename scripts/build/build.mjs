import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from '../projectRoot.mjs';

/** Bundles the extension, and with `--tests` the suites and the editor's jobs. */
export async function build(...flags) {
	const child = spawn(process.execPath, ['esbuild.mjs', ...flags], { cwd: projectRoot, stdio: 'inherit' });
	const [code] = await once(child, 'close');
	if (code !== 0) throw new Error('The build failed.');
}
