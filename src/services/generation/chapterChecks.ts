import { inEnglish } from '../../base/displayLanguage.js';
import { bibleEntries, bibleNames } from '../../core/novel/bibleEntries.js';
import { chapterBody } from '../../core/novel/chapterFile.js';
import { applyEdits } from '../../core/pipeline/edits.js';
import { fingerprintOf, textHash } from '../../core/pipeline/fingerprint.js';
import { factItems } from '../../core/pipeline/memoryItems.js';
import { mentions } from '../../core/novel/mentions.js';
import type { Novel, OutlineChapter } from '../../core/novel/novel.js';
import { auditView, fixView, memoryView, voiceView, type PromptView } from '../../core/prompts/promptView.js';
import { locateQuote } from '../../core/prose/paragraphLocation.js';
import {
	chapterMemoryReply,
	continuityAuditReply,
	editsReply,
	type ChapterMemory,
	type ContinuityAudit,
	type ContinuityFinding,
} from '../../core/pipeline/replies.js';
import { modelStages } from '../../core/pipeline/stages.js';
import { openThreads, type RememberedChapter } from '../../core/pipeline/storyMemory.js';
import { proseHabits } from '../../core/prose/validation.js';
import type { ContextItem } from '../../core/context/contextItem.js';
import type { ContextGroup, FittedGroup } from '../../core/context/fitInTurn.js';
import type { ContextService } from '../context/contextService.js';
import type { PreparedCall, StageCall, StageCalls } from './stageCalls.js';

type Call = Omit<StageCall, 'view'>;

export interface AuditedChapter {
	readonly chapter: OutlineChapter;
	readonly text: string;
	/** The end of the chapter before, which the opening has to follow. */
	readonly pageBefore: string;
}

/** What an audit may carry beside the chapter and the bible. */
export interface AuditBudget {
	/** Tokens of established facts, as the model counts them. */
	readonly facts: number;
	/** See `FitOptions.factor`. */
	readonly factor: number;
}

/** Tokens of bible that an audit reads beside the chapter. */
const bibleTokens = 700;

/** Reads finished chapters: memory, audit, and edits that mend. */
export class ChapterChecks {
	readonly #calls: StageCalls;
	readonly #context: ContextService;

	constructor(calls: StageCalls, context: ContextService) {
		this.#calls = calls;
		this.#context = context;
	}

	/**
	 * What the chapter establishes. The result is keyed by the text alone: a new name in the bible or another model for
	 * checking is no reason to read twenty chapters again. What it cannot quote is dropped.
	 */
	async remember(
		call: Call,
		novel: Novel,
		chapter: OutlineChapter,
		text: string,
		earlier: readonly RememberedChapter[],
		rehearsal: boolean,
	): Promise<ChapterMemory> {
		const body = chapterBody(text);
		const threads = openThreads(earlier).map((thread) => thread.name);
		const fingerprint = memoryFingerprint(body, rehearsal);
		const memory = await this.#calls.structured(
			{ ...call, view: memoryView(novel, chapter, body, threads) },
			chapterMemoryReply,
			fingerprint,
		);
		const isQuoted = ({ quote }: { readonly quote: string }): boolean => locateQuote(body, quote) !== undefined;
		return { ...memory, facts: memory.facts.filter(isQuoted), threads: memory.threads.filter(isQuoted) };
	}

	/** Contradictions with both passages found word for word; a finding that misquotes either side is dropped. */
	async audit(
		call: Call,
		novel: Novel,
		audited: AuditedChapter,
		earlier: readonly RememberedChapter[],
		budget: AuditBudget,
	): Promise<ContinuityAudit> {
		const body = chapterBody(audited.text);
		const { view, given, fitted } = await this.#auditInput(novel, audited, earlier, budget);
		const audit = await this.#calls.structured({ ...call, view, fitted }, continuityAuditReply);
		const holds = (finding: ContinuityFinding): boolean =>
			locateQuote(body, finding.quote) !== undefined &&
			given.some((side) => locateQuote(side, finding.sourceQuote) !== undefined);
		return { findings: audit.findings.filter(holds) };
	}

	/** What `audit` would ask, and what the journal would know it by. */
	async prepareAudit(
		call: Call,
		novel: Novel,
		audited: AuditedChapter,
		earlier: readonly RememberedChapter[],
		budget: AuditBudget,
	): Promise<PreparedCall> {
		const { view, fitted } = await this.#auditInput(novel, audited, earlier, budget);
		return await this.#calls.prepare({ ...call, view, fitted }, continuityAuditReply);
	}

	/** The chapter with its blockers mended, or undefined when there is nothing to mend. */
	async fix(
		call: Call,
		novel: Novel,
		chapter: OutlineChapter,
		text: string,
		audit: ContinuityAudit,
	): Promise<string | undefined> {
		const blockers = audit.findings.filter((finding) => finding.severity === 'blocker');
		if (blockers.length === 0) return undefined;
		const view = fixView(
			novel,
			chapter,
			blockers.map((finding) => ({ ...finding, passage: passageAround(text, finding.quote) })),
		);
		return changed(text, applyEdits(text, await this.#calls.structured({ ...call, view }, editsReply)).text);
	}

	/** The chapter with its habits thinned out, or undefined when it has none. */
	async voice(call: Call, novel: Novel, chapter: OutlineChapter, text: string): Promise<string | undefined> {
		const habits = inEnglish(() => proseHabits(text, bibleNames(novel.bible)));
		if (habits.length === 0) return undefined;
		const view = voiceView(novel, chapter, chapterBody(text), habits);
		return changed(text, applyEdits(text, await this.#calls.structured({ ...call, view }, editsReply)).text);
	}

	async #auditInput(
		novel: Novel,
		{ chapter, text, pageBefore }: AuditedChapter,
		earlier: readonly RememberedChapter[],
		budget: AuditBudget,
	): Promise<{
		readonly view: PromptView;
		readonly given: readonly string[];
		readonly fitted: readonly FittedGroup[];
	}> {
		const body = chapterBody(text);
		const present = body.toLowerCase();
		const all = budget.facts + bibleTokens;
		const groups: readonly ContextGroup[] = [
			{ name: 'facts', items: factItems(earlier, present), query: '', share: budget.facts / all },
			{ name: 'bible', items: bibleItems(novel, present), query: '', share: 1 },
		];
		const fitted = await this.#context.fitInTurn(groups, { budget: all, factor: budget.factor });
		const [facts = '', bible = ''] = fitted.map((group) => group.text);
		const quotes = earlier.flatMap((one) => one.memory.facts.map((fact) => fact.quote));
		const known = { knownFacts: facts, bibleFacts: bible, lastPage: pageBefore };
		return {
			view: auditView(novel, chapter, body, known),
			given: [body, facts, bible, pageBefore, ...quotes],
			fitted,
		};
	}
}

function changed(before: string, after: string): string | undefined {
	return after === before ? undefined : after;
}

function bibleItems(novel: Novel, present: string): readonly ContextItem[] {
	return bibleEntries(novel.bible).map((entry) => ({
		key: entry.path,
		section: 'From the bible',
		text: entry.text.trim(),
		source: entry.path,
		importance: mentions(present, entry.name) ? 1 : 0.5,
	}));
}

/** The paragraph of a quote with its neighbours. */
function passageAround(text: string, quote: string): string {
	const line = locateQuote(text, quote)?.line ?? 0;
	const lines = text.split('\n');
	const paragraphs = lines
		.map((content, number) => ({ content, number }))
		.filter(({ content }) => content.trim() !== '');
	const at = paragraphs.findIndex(({ number }) => number >= line);
	return paragraphs
		.slice(Math.max(0, at - 1), at + 2)
		.map(({ content }) => content)
		.join('\n\n');
}

/** Of what is read out of a chapter; see `ChapterChecks.remember`. */
export function memoryFingerprint(body: string, rehearsal: boolean): string {
	const { id, version } = modelStages.chapter_memory;
	return fingerprintOf({ stage: id, version, text: textHash(body), rehearsal });
}
