import type { z } from 'zod';
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { inEnglish } from '../../base/displayLanguage.js';
import { AppError } from '../../base/errors.js';
import type { RunId } from '../../base/ids.js';
import type { TaskReport, TaskWait } from '../../core/execution/executionTask.js';
import type { FittedGroup } from '../../core/context/fitInTurn.js';
import type { LanguageModel, ModelRequest } from '../../core/models/languageModel.js';
import { formatModelId, type ModelId } from '../../core/models/modelId.js';
import { fingerprintOf } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import type { PromptView } from '../../core/prompts/promptView.js';
import { renderPrompt } from '../../core/prompts/prompts.js';
import { jsonSchemaOf, parseReply, replyInstruction } from '../../core/pipeline/replyParsing.js';
import type { StageNode } from '../../core/pipeline/stageGraph.js';
import { modelStages, type ModelRole, type ModelStage, type ModelStageId } from '../../core/pipeline/stages.js';
import type { MeteredModel, WitnessedContext } from '../cost/meteredModel.js';

/** Output tokens for models that think before they write: what they think counts against the limit of a reply. */
const thinkingTokens = 4_000;

/** Which try of a node it is, and with which model. */
export interface Trial {
	readonly attempt: number;
	/** With the fallback model, in place of the stage's own. */
	readonly isFallback?: boolean | undefined;
	/** Whether there is a fallback model to turn to yet. */
	readonly hasFallback?: boolean | undefined;
	/** Told when the call has to wait for its provider. */
	readonly waiting?: ((wait: TaskWait) => void) | undefined;
	/** Takes a dependency out of the graph; see `TaskReport`. */
	readonly untie?: TaskReport['untie'] | undefined;
}

/** One try of one node. */
export interface StageCall extends Trial {
	readonly node: StageNode;
	readonly run: RunId;
	/** Author's templates, which win over the built-in ones. */
	readonly templates: ReadonlyMap<string, string>;
	readonly view: PromptView;
	/** What of the view was fitted to a budget, for the receipt. */
	readonly fitted?: readonly FittedGroup[];
	/** Raised to ask for another version from the same inputs. */
	readonly variant: number;
	readonly signal: AbortSignal;
}

export interface PreparedCall {
	readonly stage: ModelStage;
	readonly model: LanguageModel;
	readonly request: ModelRequest;
	readonly fingerprint: string;
	/** What the fallback model would have made of it in an earlier run, which is not bought again. */
	readonly fallbackFingerprint: string | undefined;
	/** As it was given, for whoever sends the request on another way. */
	readonly fitted: readonly FittedGroup[];
}

export interface StageCallPorts {
	readonly journal: Journal;
	readonly metered: MeteredModel;
	readonly clock: Clock;
	modelOf(role: ModelRole): Promise<LanguageModel>;
	/** Undefined for none. */
	readonly fallback?: ModelId | undefined;
	fallbackModel?(): Promise<LanguageModel>;
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
		const model = await this.#modelOf(call, stage);
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
		const { id, version } = stage;
		const fingerprintWith = (by: ModelId): string =>
			fingerprintOf({ stage: id, version, model: formatModelId(by), variant: call.variant, ...inputs });
		const { fallback } = this.#ports;
		const fallbackFingerprint = fallback === undefined ? undefined : fingerprintWith(fallback);
		return {
			...{ stage, model, request, fallbackFingerprint, fingerprint: fingerprintWith(model.id) },
			fitted: call.fitted ?? [],
		};
	}

	async #modelOf({ isFallback = false }: StageCall, { role }: ModelStage): Promise<LanguageModel> {
		if (!isFallback) return await this.#ports.modelOf(role);
		if (this.#ports.fallbackModel === undefined) throw new Error('There is no fallback model.');
		return await this.#ports.fallbackModel();
	}

	/** What the journal has of a call, by whichever model. */
	known(node: string, { fingerprint, fallbackFingerprint }: PreparedCall): ReturnType<Journal['result']> {
		const { journal } = this.#ports;
		const own = journal.result(node, fingerprint);
		return own ?? (fallbackFingerprint === undefined ? undefined : journal.result(node, fallbackFingerprint));
	}

	/**
	 * A reply of the wanted shape, with one bounded repair.
	 * @param fingerprint in place of the prompt's, for stages whose result depends on less
	 */
	async structured<T>(call: StageCall, schema: z.ZodType<T>, fingerprint?: string): Promise<T> {
		const prepared = await this.prepare(call, schema);
		const key = fingerprint ?? prepared.fingerprint;
		const known =
			fingerprint === undefined ? this.known(call.node.id, prepared) : this.#ports.journal.result(call.node.id, key);
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
		const reading = inEnglish(() => parseReply(first, schema));
		if (reading.kind === 'value') return reading.value;
		const goOn = `That reply cannot be used:\n${reading.problem}\nReply again with the whole corrected JSON object and nothing else.`;
		const second = parseReply(
			await this.#collect(call, prepared, { ...prepared.request, soFar: first || '(nothing)', goOn }),
			schema,
		);
		if (second.kind === 'value') return second.value;
		throw new AppError(
			'bad-reply',
			l10n.t(
				`{0} twice gave no usable answer for {1}: {2} Choose another model for the role "{3}" with 'Prometheus Novel: Choose Models', or try again.`,
				formatModelId(prepared.model.id),
				call.node.stage,
				second.problem,
				prepared.stage.role,
			),
		);
	}

	async #collect(call: StageCall, { model, stage }: PreparedCall, request: ModelRequest): Promise<string> {
		const context = callContext(call, stage);
		let text = '';
		for await (const part of this.#ports.metered.stream(model, request, context, call.signal)) {
			if (part.kind === 'text') text += part.text;
		}
		return text;
	}
}

/** Where a call of a stage belongs. */
export function callContext(
	{ run, node, attempt, hasFallback, waiting, fitted }: StageCall,
	{ role }: ModelStage,
): WitnessedContext {
	return { run, node: node.id, role, attempt, hasFallback, waiting, fitted };
}
