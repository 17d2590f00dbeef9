import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manuscripts } from './manuscripts.js';

/** Numbers from 0 to 1 that are the same in every run. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		// Numerical Recipes' linear congruential generator.
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Passages of about a hundred words, put together from the sentences of real prose. */
export function hundredWordPassages(count: number, random: () => number): readonly string[] {
	const sentences = proseSentences();
	return Array.from({ length: count }, () => {
		const passage: string[] = [];
		for (let words = 0; words < 100;) {
			const sentence = sentences[Math.floor(random() * sentences.length)] ?? '';
			passage.push(sentence);
			words += sentence.split(' ').length;
		}
		return passage.join(' ');
	});
}

function proseSentences(): readonly string[] {
	const texts = existsSync(manuscripts)
		? ['northanger-abbey.txt', 'persuasion.txt'].map((name) => readFileSync(join(manuscripts, name), 'utf8'))
		: markdownOf('sample');
	return texts
		.flatMap((text) => text.replace(/\s+/g, ' ').match(/[^.!?]+[.!?]+["'”’]?/g) ?? [])
		.map((one) => one.trim());
}

function markdownOf(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('.md'))
		.map((name) => readFileSync(join(folder, name), 'utf8'));
}
