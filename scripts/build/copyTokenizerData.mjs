import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

// The lite build carries no vocabulary of its own, which spares 4 MB.
const dataFiles = ['lite/tiktoken_bg.wasm', 'encoders/o200k_base.json'];

/** The tokenizer reads these at run time, so that a bundle need not carry 2 MB of text. */
export async function copyTokenizerData() {
	await mkdir('dist/tokens', { recursive: true });
	await Promise.all(
		dataFiles.map((file) => copyFile(path.join('node_modules/tiktoken', file), path.join('dist/tokens', path.basename(file)))),
	);
	await writeFile('dist/tokens/o200k_base.tokens', await tokens());
}

/** All tokens in the order of their ranks, each its length in one byte and then its bytes: read in no time. */
async function tokens() {
	const { bpe_ranks: ranks } = JSON.parse(await readFile('node_modules/tiktoken/encoders/o200k_base.json', 'utf8'));
	const parts = [];
	for (const line of ranks.split('\n')) {
		const [, first, ...encoded] = line.split(' ');
		if (first === undefined) continue;
		if (Number(first) !== parts.length) throw new Error(`The ranks of o200k have a gap before ${first}.`);
		for (const text of encoded) parts.push(Buffer.from(text, 'base64'));
	}
	return Buffer.concat(parts.flatMap((bytes) => [Buffer.of(bytes.length), bytes]));
}
