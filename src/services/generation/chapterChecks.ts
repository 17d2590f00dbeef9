import { bibleEntries, bibleNames } from '../../core/novel/bibleEntries.js';
import { chapterBody } from '../../core/novel/chapterFile.js';
import { applyEdits } from '../../core/pipeline/edits.js';
import { fingerprintOf, textHash } from '../../core/pipeline/fingerprint.js';
import { factItems } from '../../core/pipeline/memoryItems.js';
import { mentions } from '../../core/novel/mentions.js';
import type { Novel, OutlineChapter } from '../../core/novel/novel.js';
import { auditView, fixView, memoryView, voiceView } from '../../core/prompts/promptView.js';
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
import type { ContextItem } from '../../core/context/fitToBudget.js';
import type { ContextService } from '../contextService.js';
import type { StageCall, StageCalls } from './stageCalls.js';

type Call = Omit<StageCall, 'view'>;

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
		chapter: OutlineChapter,
		text: string,
		earlier: readonly RememberedChapter[],
		factTokens: number,
	): Promise<ContinuityAudit> {
		const body = chapterBody(text);
		const facts = await this.#context.fit(factItems(earlier, body.toLowerCase()), factTokens);
		const bible = await this.#context.fit(bibleItems(novel, body.toLowerCase()), bibleTokens);
		const given = [
			body,
			facts.text,
			bible.text,
			...earlier.flatMap((one) => one.memory.facts.map((fact) => fact.quote)),
		];
		const audit = await this.#calls.structured(
			{ ...call, view: auditView(novel, chapter, body, facts.text, bible.text) },
			continuityAuditReply,
		);
		const holds = (finding: ContinuityFinding): boolean =>
			locateQuote(body, finding.quote) !== undefined &&
			given.some((side) => locateQuote(side, finding.sourceQuote) !== undefined);
		return { findings: audit.findings.filter(holds) };
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
		const habits = proseHabits(text, bibleNames(novel.bible));
		if (habits.length === 0) return undefined;
		const view = voiceView(novel, chapter, chapterBody(text), habits);
		return changed(text, applyEdits(text, await this.#calls.structured({ ...call, view }, editsReply)).text);
	}
}

function changed(before: string, after: string): string | undefined {
	return after === before ? undefined : after;
}

function bibleItems(novel: Novel, present: string): readonly ContextItem[] {
	return bibleEntries(novel.bible).map((entry) => ({
		section: 'From the bible',
		text: entry.text.trim(),
		priority: mentions(present, entry.name) ? 1 : 0,
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
