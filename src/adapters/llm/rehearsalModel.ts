import { setImmediate } from 'node:timers/promises';
import { systemClock, type Clock } from '../../base/clock.js';
import type { FinishReason, LanguageModel, ModelPart, ModelRequest, Usage } from '../../core/models/languageModel.js';
import { noUsage } from '../../core/models/languageModel.js';
import { rehearsalModelId } from '../../core/models/modelId.js';
import { rehearsalReply } from './rehearsal/rehearsalReply.js';

export interface RehearsalOptions {
	/** As fast as the event loop allows where it is omitted. */
	readonly tokensPerSecond?: number;
	/** Milliseconds before the first word; 0 where it is omitted. */
	readonly firstTokenMs?: number;
	readonly countTokens: (text: string) => Promise<number>;
	readonly clock?: Clock;
}

/** A timer below this is not worth its inaccuracy. */
const shortestWaitMs = 10;
/** Words of a chunk, as real streams have them. */
const chunkPattern = /\s*\S+(?:\s+\S+){0,2}/g;

/** Answers every stage from the request's brief, offline and free; the same brief, the same words. */
export class RehearsalModel implements LanguageModel {
	readonly id = rehearsalModelId;
	readonly #options: RehearsalOptions;
	readonly #clock: Clock;

	constructor(options: RehearsalOptions) {
		this.#options = options;
		this.#clock = options.clock ?? systemClock;
	}

	async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
		signal.throwIfAborted();
		const whole = rehearsalReply(request.purpose, request.soFar);
		const { text, tokens, reason } = await this.#cut(whole, request.maxOutputTokens);
		const usage = await this.#usage(request, tokens);
		await this.#wait(this.#options.firstTokenMs ?? 0, signal);
		yield* this.#chunks(text, tokens, signal);
		yield { kind: 'finish', reason, usage };
	}

	async *#chunks(text: string, tokens: number, signal: AbortSignal): AsyncGenerator<ModelPart> {
		const chunks = text.match(chunkPattern) ?? [];
		const speed = this.#options.tokensPerSecond;
		const msEach = speed === undefined || chunks.length === 0 ? 0 : (1_000 * tokens) / speed / chunks.length;
		let owedMs = 0;
		for (const [index, chunk] of chunks.entries()) {
			owedMs += msEach;
			if (owedMs >= shortestWaitMs) {
				await this.#wait(owedMs, signal);
				owedMs = 0;
			} else if (index % 16 === 0) await setImmediate();
			signal.throwIfAborted();
			yield { kind: 'text', text: chunk };
		}
	}

	/** The longest beginning, in whole words, that keeps to the limit. */
	async #cut(whole: string, limit: number): Promise<{ text: string; tokens: number; reason: FinishReason }> {
		const tokens = await this.#options.countTokens(whole);
		if (tokens <= limit) return { text: whole, tokens, reason: 'stop' };
		const words = whole.match(/\s*\S+/g) ?? [];
		let [fits, exceeds] = [0, words.length];
		let counted = 0;
		while (exceeds - fits > 1) {
			const middle = (fits + exceeds) >> 1;
			const count = await this.#options.countTokens(words.slice(0, middle).join(''));
			if (count <= limit) [fits, counted] = [middle, count];
			else exceeds = middle;
		}
		return { text: words.slice(0, fits).join(''), tokens: counted, reason: 'length' };
	}

	async #usage(request: ModelRequest, outputTokens: number): Promise<Usage> {
		const parts = [request.system, request.context, request.task, request.soFar].filter((part) => part !== '');
		const counts = await Promise.all(parts.map((part) => this.#options.countTokens(part)));
		return { ...noUsage, inputTokens: counts.reduce((sum, count) => sum + count, 0), outputTokens };
	}

	async #wait(ms: number, signal: AbortSignal): Promise<void> {
		if (ms > 0) await this.#clock.wait(ms, signal);
		signal.throwIfAborted();
	}
}
