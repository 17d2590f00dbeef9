import type {
	FinishReason,
	LanguageModel,
	ModelPart,
	ModelRequest,
	Usage,
} from '../../src/core/models/languageModel.js';
import type { ModelId } from '../../src/core/models/modelId.js';

export interface ScriptedReply {
	readonly text: string;
	readonly finish?: FinishReason;
	readonly usage?: Usage;
	readonly reportedMicroUsd?: number;
	/** Thrown after the text, in place of a finish. */
	readonly fault?: Error;
	/** Runs when the text is out, before the finish or the fault. */
	readonly afterText?: () => void | Promise<void>;
}

export type Script = (request: ModelRequest, call: number) => ScriptedReply | string;

const piece = 60;

/** A model that answers as a test says, in pieces, and remembers what it was asked. */
export class ScriptedModel implements LanguageModel {
	readonly id: ModelId;
	readonly requests: ModelRequest[] = [];
	script: Script;

	constructor(script: Script, id: ModelId = { provider: 'scripted', model: 'novelist' }) {
		this.script = script;
		this.id = id;
	}

	async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
		signal.throwIfAborted();
		const answer = this.script(request, this.requests.push(request));
		const reply: ScriptedReply = typeof answer === 'string' ? { text: answer } : answer;
		for (let at = 0; at < reply.text.length; at += piece) {
			await Promise.resolve();
			signal.throwIfAborted();
			yield { kind: 'text', text: reply.text.slice(at, at + piece) };
		}
		await reply.afterText?.();
		signal.throwIfAborted();
		if (reply.fault !== undefined) throw reply.fault;
		const billed = reply.reportedMicroUsd === undefined ? {} : { reportedMicroUsd: reply.reportedMicroUsd };
		yield { kind: 'finish', reason: reply.finish ?? 'stop', usage: reply.usage, ...billed };
	}

	/** The stages that were asked for, one entry a call. */
	get stages(): readonly string[] {
		return this.requests.map(({ purpose }) => purpose.stage);
	}
}
