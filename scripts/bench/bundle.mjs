import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../projectRoot.mjs';
import { figure } from './figure.mjs';

const dist = path.join(projectRoot, 'dist');

/** What VS Code reads to activate the extension, beside all the JavaScript that is shipped. */
export async function bundle() {
	const entry = path.join(dist, 'extension.js');
	const loaded = await kilobytes(await withStaticImports(entry, new Set()));
	const names = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'));
	const shipped = await kilobytes(names.map((name) => path.join(dist, name)));
	return [figure('extension bundle loaded at activation', loaded, 'KB', 'all JavaScript shipped', shipped)];
}

async function withStaticImports(file, seen) {
	if (seen.has(file)) return seen;
	seen.add(file);
	const source = await readFile(file, 'utf8');
	for (const [, specifier] of source.matchAll(
		/(?:^|[;\n])(?:import|export)\s*(?:[^"';()]*?from\s*)?["'](\.[^"']+)["']/g,
	)) {
		await withStaticImports(path.resolve(path.dirname(file), specifier), seen);
	}
	return seen;
}

async function kilobytes(files) {
	const sizes = await Promise.all([...files].map(async (file) => (await stat(file)).size));
	return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
