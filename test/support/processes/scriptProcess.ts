import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

/** Bundles a script of `test/support/processes` into a folder, so that it can run in a process of its own. */
export async function bundleScript(name: string, folder: string): Promise<string> {
	const outfile = join(folder, `${basename(name, '.ts')}.mjs`);
	await build({
		entryPoints: [join('test/support/processes', `${name}.ts`)],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		// Some libraries still call it.
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		logLevel: 'warning',
	});
	return outfile;
}

export interface ScriptProcess {
	readonly child: ChildProcess;
	/** Lines of its standard output, as they come. */
	readonly lines: AsyncIterableIterator<string>;
	/** Resolves when it has ended. */
	readonly ended: Promise<unknown>;
}

export function startScript(script: string, ...programArguments: readonly string[]): ScriptProcess {
	const child = spawn(process.execPath, ['--no-warnings', script, ...programArguments], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return { child, lines, ended: once(child, 'close') };
}
