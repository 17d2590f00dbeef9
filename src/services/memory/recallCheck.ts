import type { Clock } from '../../base/clock.js';
import { Emitter } from '../../base/emitter.js';
import { isCancellation, sentenceOf } from '../../base/errors.js';
import type { LexicalIndex } from '../../core/memory/entryShapes.js';
import { rankLexically } from '../../core/memory/lexicalRanking.js';
import type { MemoryStore, NumberedEntry } from '../../core/memory/memoryStore.js';
import { queryConcepts } from '../../core/memory/queryConcepts.js';
import type { PathHealth, RecallHealth } from '../../core/memory/recallHealth.js';
import { wordsOf, type Language, type TextAnalysis } from '../../core/memory/textAnalysis.js';
import type { MeaningSearch } from './recallService.js';

export interface RecallCheckPorts {
	readonly store: MemoryStore;
	readonly index: LexicalIndex;
	readonly analyse: TextAnalysis;
	readonly language: Language;
	readonly clock: Clock;
	readonly meaning: MeaningSearch & { readonly isOn: boolean; readonly fault: string | undefined };
}

const wordSamples = 12;
/** Each asks the embedding model once. */
const meaningSamples = 3;
const questionWords = 12;
const firstPlaces = 10;

/** Asks for what is known to be there: a path that has stopped working is seen, instead of finding a little less. */
export class RecallCheck {
	readonly #ports: RecallCheckPorts;
	readonly #checked = new Emitter<RecallHealth>();
	#last: RecallHealth | undefined;

	readonly onChecked = this.#checked.on;

	constructor(ports: RecallCheckPorts) {
		this.#ports = ports;
	}

	/** As of the last check. */
	get health(): RecallHealth | undefined {
		return this.#last;
	}

	async check(signal: AbortSignal): Promise<RecallHealth> {
		const words = this.#checkWords();
		const meaning = await this.#checkMeaning(signal);
		this.#last = { checkedAt: this.#ports.clock.now(), words, meaning };
		this.#checked.emit(this.#last);
		return this.#last;
	}

	#checkWords(): PathHealth {
		const { index, analyse, language, store } = this.#ports;
		// What has no words of its own cannot be asked for by them.
		const samples = store.sample(wordSamples).filter(({ entry }) => analyse(questionOf(entry.text)).length > 0);
		const found = samples.filter(({ sequence, entry }) => {
			const concepts = queryConcepts(questionOf(entry.text), analyse, language);
			const ranked = rankLexically(concepts, index, {}, firstPlaces).map((one) => one.sequence);
			return ranked.includes(sequence) || this.#isTold(entry.text, ranked);
		});
		return { asked: samples.length, found: found.length, fault: undefined };
	}

	/** Of entries that say the same, the others may take all places. */
	#isTold(text: string, sequences: readonly number[]): boolean {
		const question = questionOf(text);
		return this.#ports.store.numbered(sequences).some(({ entry }) => questionOf(entry.text) === question);
	}

	async #checkMeaning(signal: AbortSignal): Promise<PathHealth | undefined> {
		const { meaning, store } = this.#ports;
		if (!meaning.isOn) return undefined;
		const samples = store.sample(meaningSamples);
		try {
			const found = await Promise.all(samples.map((sample) => isNearest(meaning, sample, signal)));
			return { asked: samples.length, found: found.filter(Boolean).length, fault: meaning.fault };
		} catch (error) {
			if (isCancellation(error)) throw error;
			return { asked: samples.length, found: 0, fault: sentenceOf(error) };
		}
	}
}

async function isNearest(
	meaning: MeaningSearch,
	{ sequence, entry }: NumberedEntry,
	signal: AbortSignal,
): Promise<boolean> {
	return (await meaning.nearest(entry.text, firstPlaces, undefined, signal)).includes(sequence);
}

function questionOf(text: string): string {
	return wordsOf(text).slice(0, questionWords).join(' ');
}
