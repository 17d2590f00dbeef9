import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The compiler takes no other ending. */
const entry = 'kernel.ts';

/**
 * Compiles one AssemblyScript file to WebAssembly with SIMD, whose memory is imported as `env.memory`. The compiler takes
 * two seconds to load, so it is left alone while the result is newer than its source.
 */
export async function compileAssemblyScript(source, output) {
	const [made, ...inputs] = await Promise.all([output, source, import.meta.filename].map(modified));
	if (made > Math.max(...inputs)) return;
	const { main } = await import('assemblyscript/asc');
	const text = await readFile(source, 'utf8');
	const written = new Map();
	const { error, stderr } = await main([entry, '--outFile', 'kernel.wasm', ...flags], {
		readFile: (name) => (name === entry ? text : null),
		writeFile: (name, contents) => void written.set(name, contents),
		listFiles: () => [],
	});
	if (error !== null) throw new Error(`${source} cannot be compiled.\n${stderr.toString()}`, { cause: error });
	await mkdir(path.dirname(output), { recursive: true });
	await writeFile(output, written.get('kernel.wasm'));
}

// A module that imports its memory has to say how large that may become: all that 32 bits can address.
const flags = [
	...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--runtime', 'stub'],
	...['--enable', 'simd', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
];

async function modified(file) {
	const found = await stat(file).catch(() => undefined);
	return found?.mtimeMs ?? 0;
}
