import { readFileSync } from 'node:fs';
import type { RelatedWords } from '../../core/memory/textAnalysis.js';

const newline = 10;
const tab = '\t';

/** What words are related to, found by bisection in a sorted file (see `scripts/build/thesaurus.mjs`). */
export class ThesaurusFile {
	readonly #bytes: Buffer;

	private constructor(bytes: Buffer) {
		this.#bytes = bytes;
	}

	static open(path: string): ThesaurusFile {
		return new ThesaurusFile(readFileSync(path));
	}

	/** Of the basic form that the file has; of several, those of all. */
	related(word: string): readonly RelatedWords[] {
		return basicForms(word).flatMap((form) => {
			const entry = this.#lineOf(form);
			if (entry === undefined) return [];
			const self = form === word ? [] : [{ words: form, weight: 0.9 }];
			return [...self, ...entry.split(',').map(relatedWords)];
		});
	}

	#lineOf(word: string): string | undefined {
		let from = 0;
		let to = this.#bytes.length;
		while (from < to) {
			const start = this.#lineStart((from + to) >> 1, from);
			const end = this.#bytes.indexOf(newline, start);
			const line = this.#bytes.toString('latin1', start, end);
			const key = line.slice(0, line.indexOf(tab));
			if (key === word) return line.slice(key.length + 1);
			if (key < word) from = end + 1;
			else to = start;
		}
		return undefined;
	}

	#lineStart(at: number, least: number): number {
		let start = at;
		while (start > least && this.#bytes[start - 1] !== newline) start--;
		return start;
	}
}

function relatedWords(part: string): RelatedWords {
	const [percent = '', words = ''] = part.split(':');
	return { words: words.replaceAll('_', ' '), weight: Number(percent) / 100 };
}

/** Endings of English inflection, and what they may stand in place of. */
const endings: readonly (readonly [RegExp, string])[] = [
	[/ies$/, 'y'],
	[/ied$/, 'y'],
	[/es$/, ''],
	[/s$/, ''],
	[/ed$/, ''],
	[/ed$/, 'e'],
	[/([bdgklmnprt])\1ed$/, '$1'],
	[/ing$/, ''],
	[/ing$/, 'e'],
	[/([bdgklmnprt])\1ing$/, '$1'],
	[/er$/, ''],
	[/er$/, 'e'],
	[/est$/, ''],
	[/ly$/, ''],
];

function basicForms(word: string): readonly string[] {
	const forms = endings.flatMap(([ending, instead]) => (ending.test(word) ? [word.replace(ending, instead)] : []));
	return [...new Set([word, ...forms])].filter((form) => form.length >= 3);
}
