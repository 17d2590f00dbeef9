import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { nodeOptions, requireBanner } from './commonOptions.mjs';

const pages = 'src/webview';

/** The extension, the command line and the workers in dist/; script and style of each page in dist/webview/. */
export async function extensionBuilds({ production, clean }) {
	// A running editor still loads chunks of the build before; only what is shipped has to be clean.
	if (clean) await rm('dist', { recursive: true, force: true });
	const shipped = { minify: production, sourcemap: !production, legalComments: 'none' };
	const host = {
		...nodeOptions,
		...shipped,
		entryPoints: {
			extension: 'src/extension.ts',
			cli: 'src/cli/main.ts',
			tokenWorker: 'src/adapters/tokens/tokenWorker.ts',
			restoreWorker: 'src/adapters/sqlite/restoreWorker.ts',
			snapshotWorker: 'src/adapters/backup/snapshotWorker.ts',
			vectorWorker: 'src/adapters/vectors/vectorWorker.ts',
			analystWorker: 'src/compose/analystWorker.ts',
			rehearsalWorker: 'src/rehearsal/rehearsalWorker.ts',
		},
		outdir: 'dist',
		splitting: true,
		chunkNames: 'chunks/[name]-[hash]',
		external: ['vscode'],
		banner: requireBanner,
		plugins: [executableCli],
	};
	const webview = {
		...shipped,
		bundle: true,
		format: 'iife',
		platform: 'browser',
		target: 'chrome120',
		logLevel: 'warning',
		entryPoints: await pageEntries(),
		outdir: 'dist/webview',
	};
	return [host, webview];
}

/** A page is a folder with its own script and style, which are called by the folder's name. */
async function pageEntries() {
	const folders = await readdir(pages, { withFileTypes: true });
	const names = folders.filter((entry) => existsSync(path.join(pages, entry.name, 'main.ts'))).map(({ name }) => name);
	return names.flatMap((name) => ['main.ts', 'main.css'].map((file) => ({ in: `${pages}/${name}/${file}`, out: name })));
}

const executableCli = {
	name: 'executable-cli',
	setup(build) {
		build.onLoad({ filter: /[\\/]src[\\/]cli[\\/]main\.ts$/ }, readWithShebang);
		build.onEnd((result) => (result.errors.length === 0 ? chmod('dist/cli.js', 0o755) : undefined));
	},
};

/** A shebang in the source is the only text that esbuild keeps above its banner. */
async function readWithShebang({ path }) {
	const source = await readFile(path, 'utf8');
	return { contents: source.startsWith('#!') ? source : `#!/usr/bin/env node\n${source}`, loader: 'ts' };
}
