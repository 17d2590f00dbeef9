import type { Novel, Problem } from '../../core/novel/novel.js';
import { auditProblems, chapterProblems } from '../../core/pipeline/chapterProblems.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { continuityAuditReply, type ContinuityAudit } from '../../core/pipeline/replies.js';
import { parseReply } from '../../core/pipeline/replyParsing.js';
import { chapterNodeId } from '../../core/pipeline/stageGraph.js';

export interface FileProblems {
	readonly path: string;
	readonly problems: readonly Problem[];
}

/** What is known of all chapters without asking a model. */
export function knownProblems(novel: Novel, desk: readonly ChapterOnDesk[], journal: Journal): readonly FileProblems[] {
	return desk.flatMap(({ chapter, path, text, state, model }) => {
		if (text === undefined || (state !== 'drafted' && state !== 'edited')) return [];
		const checked = { chapter, path, text, audit: lastAudit(chapter, journal) };
		const others = desk.flatMap((one) => (one.chapter === chapter || one.text === undefined ? [] : [one.text]));
		// Nobody should mend a rehearsal.
		const isDraft = state === 'drafted' && model !== 'rehearsal';
		return [{ path, problems: isDraft ? chapterProblems(novel, checked, others) : auditProblems(checked) }];
	});
}

function lastAudit(chapter: number, journal: Journal): ContinuityAudit | undefined {
	const output = journal.latestResult(chapterNodeId(chapter, 'continuity_audit'))?.output;
	const reading = output === undefined ? undefined : parseReply(output, continuityAuditReply);
	return reading?.kind === 'value' ? reading.value : undefined;
}
