import type { z } from 'zod';
import type { Clock } from '../../base/clock.js';
import { AppError } from '../../base/errors.js';
import type { RunId } from '../../base/ids.js';
import type { LanguageModel, ModelRequest } from '../../core/models/languageModel.js';
import { formatModelId } from '../../core/models/modelId.js';
import { fingerprintOf } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { PromptView } from '../../core/prompts/promptView.js';
import { renderPrompt } from '../../core/prompts/prompts.js';
import { jsonSchemaOf, parseReply, replyInstruction } from '../../core/pipeline/replyParsing.js';
import type { StageNode } from '../../core/pipeline/stageGraph.js';
import { modelStages, type ModelRole, type ModelStage, type ModelStageId } from '../../core/pipeline/stages.js';
import type { MeteredModel } from '../meteredModel.js';

/** Output tokens for models that think before they write: what they think counts against the limit of a reply. */
const thinkingTokens = 4_000;

/** One try of one node. */
export interface StageCall {
	readonly node: StageNode;
	readonly run: RunId;
	readonly attempt: number;
	/** Author's templates, which win over the built-in ones. */
	readonly templates: ReadonlyMap<string, string>;
	readonly view: PromptView;
	/** Raised to ask for another version from the same inputs. */
	readonly variant: number;
	readonly signal: AbortSignal;
}

export interface PreparedCall {
	readonly stage: ModelStage;
	readonly model: LanguageModel;
	readonly request: ModelRequest;
	readonly fingerprint: string;
}

export interface StageCallPorts {
	readonly journal: Journal;
	readonly metered: MeteredModel;
	readonly clock: Clock;
	modelOf(role: ModelRole): Promise<LanguageModel>;
}

/** Asks a model for what a stage wants, unless the journal has it already. */
export class StageCalls {
	readonly #ports: StageCallPorts;

	constructor(ports: StageCallPorts) {
		this.#ports = ports;
	}

	/**
	 * The fingerprint is taken of the rendered prompt, which is made from all inputs: what an edit does not bring into
	 * the prompt does not make its result stale.
	 */
	async prepare(call: StageCall, reply: z.ZodType | undefined, extraOutputTokens = 0): Promise<PreparedCall> {
		const stage = modelStages[call.node.stage as ModelStageId];
		const model = await this.#ports.modelOf(stage.role);
		const prompt = renderPrompt(call.templates, stage.template, call.view);
		const task = reply === undefined ? prompt.task : `${prompt.task}\n\n${replyInstruction(reply)}`;
		const { chapter, scene } = call.node;
		const request: ModelRequest = {
			...prompt,
			task,
			purpose: {
				stage: stage.id,
				...(chapter === undefined ? {} : { chapter }),
				...(scene === undefined ? {} : { scene }),
				brief: call.view,
			},
			soFar: '',
			maxOutputTokens: stage.maxOutputTokens + extraOutputTokens + thinkingTokens,
			temperature: stage.temperature,
			...(reply === undefined ? {} : { replySchema: { name: stage.id, schema: jsonSchemaOf(reply) } }),
		};
		const { purpose: _, ...inputs } = request;
		const fingerprint = fingerprintOf({
			stage: stage.id,
			version: stage.version,
			model: formatModelId(model.id),
			variant: call.variant,
			...inputs,
		});
		return { stage, model, request, fingerprint };
	}

	/**
	 * A reply of the wanted shape, with one bounded repair.
	 * @param fingerprint in place of the prompt's, for stages whose result depends on less
	 */
	async structured<T>(call: StageCall, schema: z.ZodType<T>, fingerprint?: string): Promise<T> {
		const prepared = await this.prepare(call, schema);
		const key = fingerprint ?? prepared.fingerprint;
		const known = this.#ports.journal.result(call.node.id, key);
		const reading = known === undefined ? undefined : parseReply(known.output, schema);
		if (reading?.kind === 'value') return reading.value;
		const value = await this.#ask(call, prepared, schema);
		this.#ports.journal.record(call.node.id, key, {
			output: JSON.stringify(value),
			model: formatModelId(prepared.model.id),
			recordedAt: this.#ports.clock.now(),
		});
		return value;
	}

	async #ask<T>(call: StageCall, prepared: PreparedCall, schema: z.ZodType<T>): Promise<T> {
		const first = await this.#collect(call, prepared, prepared.request);
		const reading = parseReply(first, schema);
		if (reading.kind === 'value') return reading.value;
		const goOn = `That reply cannot be used:\n${reading.problem}\nReply again with the whole corrected JSON object and nothing else.`;
		const second = parseReply(
			await this.#collect(call, prepared, { ...prepared.request, soFar: first || '(nothing)', goOn }),
			schema,
		);
		if (second.kind === 'value') return second.value;
		throw new AppError(
			'bad-reply',
			`${formatModelId(prepared.model.id)} twice gave no usable answer for ${call.node.stage}: ${second.problem} Choose another model for the role "${prepared.stage.role}" with 'Prometheus Novel: Choose Models', or try again.`,
		);
	}

	async #collect(call: StageCall, { model, stage }: PreparedCall, request: ModelRequest): Promise<string> {
		const context = { run: call.run, node: call.node.id, role: stage.role, attempt: call.attempt };
		let text = '';
		for await (const part of this.#ports.metered.stream(model, request, context, call.signal)) {
			if (part.kind === 'text') text += part.text;
		}
		return text;
	}
}
