import type { ExpectedCall } from '../cost/forecastNode.js';
import type { RehearsedBook, RehearsedCall } from './bookRehearsal.js';
import { chapterNodeId, chapterPrefix, type ChapterWork } from './stageGraph.js';
import { modelStages, type ModelStageId, type ReplyShape } from './stages.js';

/** Chapters that the unrehearsed ones are taken after: by then, memory has grown to its budget. */
const lastChapters = 4;
/** The findings, and the passages around them. */
const mendingInputTokens = 900;

/**
 * The calls of a book to be, from a rehearsal of its first chapters.
 * @param unrehearsed what is to be done with the chapters after those
 * @param mendingShare of audits after which something has to be mended, 0 to 1
 */
export function expectedCalls(
	{ calls: rehearsed }: RehearsedBook,
	unrehearsed: readonly ChapterWork[],
	shape: ReplyShape,
	mendingShare: number,
): readonly ExpectedCall[] {
	const drafted = [...new Set(rehearsed.filter(({ stage }) => stage === 'scene_plan').map(chapterOf))].sort(
		(a, b) => a - b,
	);
	const further = drafted.length === 0 ? [] : unrehearsed;
	const calls = [...rehearsed, ...further.flatMap((work) => callsLike(rehearsed, drafted, work))];
	return calls.flatMap((call) => withMending(call, shape, mendingShare));
}

function chapterOf({ chapter }: RehearsedCall): number {
	return chapter ?? 0;
}

/** The rehearsal model's prose has the length that is wanted; its other replies are shorter than those of real ones. */
function withMending(call: RehearsedCall, shape: ReplyShape, mendings: number): readonly ExpectedCall[] {
	const { node, stage, role, chapter, inputTokens } = call;
	const usual = modelStages[stage as ModelStageId].usualReplyTokens(shape);
	const base = { node, stage, role, chapter, inputTokens };
	const own: ExpectedCall = { ...base, outputTokens: usual === 0 ? call.outputTokens : usual, chance: 1, lane: 'now' };
	if (stage !== 'continuity_audit' || chapter === undefined || mendings === 0) return [own];
	const { id, role: mender, usualReplyTokens } = modelStages.continuity_fix;
	const mending: ExpectedCall = {
		node: chapterNodeId(chapter, id),
		stage: id,
		role: mender,
		chapter,
		inputTokens: mendingInputTokens,
		outputTokens: usualReplyTokens(shape),
		chance: Math.min(1, mendings),
		lane: 'now',
	};
	return [own, mending];
}

/** A chapter's calls as the last rehearsed ones had them on average. */
function callsLike(
	calls: readonly RehearsedCall[],
	drafted: readonly number[],
	work: ChapterWork,
): readonly RehearsedCall[] {
	const { chapter } = work;
	const models = drafted.slice(-lastChapters);
	const last = models.at(-1);
	return calls
		.filter((call) => call.chapter === last && isDone(call.stage, work))
		.map((call) => {
			const alike = models.flatMap((model) =>
				calls.filter(({ node }) => node === renamed(call.node, last ?? 0, model)),
			);
			const mean = (of: (one: RehearsedCall) => number): number =>
				Math.round(alike.reduce((sum, one) => sum + of(one), 0) / Math.max(1, alike.length));
			return {
				...call,
				chapter,
				node: renamed(call.node, last ?? 0, chapter),
				inputTokens: mean((one) => one.inputTokens),
				outputTokens: mean((one) => one.outputTokens),
			};
		});
}

/** A chapter that has its text is read, and checked where that was not done. */
function isDone(stage: string, { work, check }: ChapterWork): boolean {
	return work === 'draft' || stage === 'chapter_memory' || (check && stage === 'continuity_audit');
}

function renamed(node: string, from: number, to: number): string {
	const prefix = chapterPrefix(from);
	return node.startsWith(prefix) ? chapterPrefix(to) + node.slice(prefix.length) : node;
}
