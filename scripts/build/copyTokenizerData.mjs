import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';

// The lite build carries no vocabulary of its own, which spares 4 MB.
const dataFiles = ['lite/tiktoken_bg.wasm', 'encoders/o200k_base.json'];

/** The tokenizer reads these at run time, so that a bundle need not carry 2 MB of text. */
export async function copyTokenizerData() {
	await mkdir('dist/tokens', { recursive: true });
	await Promise.all(
		dataFiles.map((file) => copyFile(path.join('node_modules/tiktoken', file), path.join('dist/tokens', path.basename(file)))),
	);
}
