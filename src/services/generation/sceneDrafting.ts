import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { AppError } from '../../base/errors.js';
import type { FinishReason, ModelRequest } from '../../core/models/languageModel.js';
import { formatModelId } from '../../core/models/modelId.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { cleanProse, endsCompletely, throughLastSentence } from '../../core/prose/proseCleaning.js';
import { judgeScene } from '../../core/prose/sceneCompletion.js';
import type { MeteredModel } from '../cost/meteredModel.js';
import { callContext, type PreparedCall, type StageCall, type StageCalls } from './stageCalls.js';

/** Text is on disk before anyone sees it, at most this late. */
const flushMs = 200;
const maxContinuations = 3;
/** Characters by which the end of the prose is found in a raw reply. */
const proseEnd = 80;
/** Output tokens a word of prose may take in any language. */
const tokensPerWord = 3;

export interface SceneDraftingPorts {
	readonly journal: Journal;
	readonly metered: MeteredModel;
	readonly clock: Clock;
	readonly calls: StageCalls;
}

/** Drafts one scene: streams it into the journal, and goes on from there after a cut, a kill or a short reply. */
export class SceneDrafting {
	readonly #ports: SceneDraftingPorts;

	constructor(ports: SceneDraftingPorts) {
		this.#ports = ports;
	}

	/**
	 * @param show gets the whole scene so far, only ever text that is journalled
	 * @returns the finished scene
	 * @throws AppError `unfinished-scene` when it stays too short or cut after all continuations
	 */
	async draft(call: StageCall, words: number, show: (text: string) => void): Promise<string> {
		const prepared = await this.#ports.calls.prepare(call, undefined, words * tokensPerWord);
		const known = this.#ports.calls.known(call.node.id, prepared);
		if (known !== undefined) {
			show(known.output);
			return known.output;
		}
		const text = cleanProse(await this.#write(call, prepared, words, show)).trim();
		this.#ports.journal.record(call.node.id, prepared.fingerprint, {
			output: text,
			model: formatModelId(prepared.model.id),
			recordedAt: this.#ports.clock.now(),
		});
		show(text);
		return text;
	}

	async #write(call: StageCall, prepared: PreparedCall, words: number, show: (text: string) => void): Promise<string> {
		const stream = new JournalledText(this.#ports.journal, call.node.id, prepared.fingerprint, show);
		stream.keepWholeSentences();
		let reason: FinishReason = 'interrupted';
		for (let continuations = stream.text === '' ? -1 : 0; ; continuations++) {
			const verdict = judgeScene(cleanProse(stream.text), words, reason, continuations, maxContinuations);
			if (verdict.kind === 'finished') return stream.text;
			if (verdict.kind === 'unfinished') throw unfinished(call, prepared, verdict.problem);
			// A gateway may say "stop" in the middle of a sentence.
			const ended = reason === 'stop' && endsCompletely(cleanProse(stream.text));
			if (ended) stream.keepProse();
			else stream.keepWholeSentences();
			const request: ModelRequest =
				stream.text === '' ? prepared.request : { ...prepared.request, soFar: stream.text, goOn: verdict.instruction };
			const before = stream.text;
			reason = await this.#stream(call, prepared, request, stream, ended);
			// Asking again would buy the same silence again.
			if (reason === 'length' && stream.text === before) throw allThought(call, prepared);
		}
	}

	async #stream(
		call: StageCall,
		{ model, stage }: PreparedCall,
		request: ModelRequest,
		into: JournalledText,
		newParagraph: boolean,
	): Promise<FinishReason> {
		const context = callContext(call, stage);
		const timer = setInterval(() => into.tryFlush(), flushMs);
		let reason: FinishReason = 'interrupted';
		into.goOn(newParagraph);
		try {
			for await (const part of this.#ports.metered.stream(model, request, context, call.signal)) {
				if (part.kind === 'text') into.receive(part.text);
				else reason = part.reason;
			}
		} finally {
			clearInterval(timer);
			into.flush();
		}
		return reason;
	}
}

/** The text of one scene as the journal has it, and what has arrived since. */
class JournalledText {
	readonly #journal: Journal;
	readonly #node: string;
	readonly #fingerprint: string;
	readonly #show: (text: string) => void;
	#kept: string;
	#pending = '';
	#separator = '';

	constructor(journal: Journal, node: string, fingerprint: string, show: (text: string) => void) {
		this.#journal = journal;
		this.#node = node;
		this.#fingerprint = fingerprint;
		this.#show = show;
		this.#kept = journal.streamed(node, fingerprint);
	}

	get text(): string {
		return this.#kept;
	}

	/** A fragment of a sentence cannot be gone on from; the journal still has it, as history. */
	keepWholeSentences(): void {
		const whole = throughLastSentence(this.#kept);
		const cutParagraph = /^\s*\n\s*\n/.test(this.#kept.slice(whole.trimEnd().length));
		this.#kept = whole.trimEnd();
		this.#separator = cutParagraph ? '\n\n' : ' ';
		if (this.#kept !== '') this.#show(cleanProse(this.#kept));
	}

	/** What a model wrote below its prose, such as a word count, must not end up in the middle of the scene. */
	keepProse(): void {
		const end = cleanProse(this.#kept).slice(-proseEnd);
		const at = this.#kept.lastIndexOf(end);
		if (end !== '' && at >= 0) this.#kept = this.#kept.slice(0, at + end.length);
	}

	/** @param newParagraph the model took the scene for finished, so that what follows stands by itself */
	goOn(newParagraph: boolean): void {
		this.#kept = this.#kept.trimEnd();
		if (newParagraph) this.#separator = '\n\n';
	}

	receive(text: string): void {
		this.#pending += this.#kept === '' && this.#pending === '' ? text.trimStart() : text;
	}

	/** What could not be written stays pending; the last flush, which someone awaits, throws for it. */
	tryFlush(): void {
		try {
			this.flush();
		} catch {
			// A full disk or a locked file: it may pass.
		}
	}

	flush(): void {
		const text = this.#joined();
		if (text === '') return;
		this.#journal.appendStream(this.#node, this.#fingerprint, this.#kept.length, text);
		this.#kept += text;
		this.#pending = '';
		this.#separator = '';
		this.#show(cleanProse(this.#kept));
	}

	#joined(): string {
		if (this.#pending === '' || this.#kept === '' || this.#separator === '') return this.#pending;
		if (this.#pending.trim() === '') return '';
		const opensParagraph = /^\s*\n/.test(this.#pending);
		return (opensParagraph ? '\n\n' : this.#separator) + this.#pending.trimStart();
	}
}

function allThought(call: StageCall, { model, request }: PreparedCall): AppError {
	const { chapter, scene } = call.node;
	return new AppError(
		'unfinished-scene',
		l10n.t(
			'{0} used its {1} output tokens for scene {2} of chapter {3} without writing a word, perhaps on thinking. Choose another model for drafting.',
			formatModelId(model.id),
			request.maxOutputTokens,
			String(scene),
			String(chapter),
		),
	);
}

function unfinished(call: StageCall, { model }: PreparedCall, problem: string): AppError {
	const { chapter, scene } = call.node;
	return new AppError(
		'unfinished-scene',
		l10n.t(
			'Scene {0} of chapter {1} by {2} is not finished after {3} continuations: {4}. What was written is kept. Generate again to go on from there, or choose another model for drafting.',
			String(scene),
			String(chapter),
			formatModelId(model.id),
			maxContinuations,
			problem,
		),
	);
}
