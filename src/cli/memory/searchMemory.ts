import { resolve } from 'node:path';
import { z } from 'zod';
import { whyOf, type MemoryMatch } from '../../core/memory/recall.js';
import type { NovelProject } from '../../services/novelProject.js';
import { wholeNumber, wrong, type CommandLine } from '../options.js';
import { printLine } from '../output.js';
import { readJsonLines } from './jsonLines.js';

const queryLine = z.object({
	id: z.union([z.string(), z.number()]).optional(),
	query: z.string(),
	asOfChapter: z.int().min(0).nullish(),
});

/** One query, or a file of them; with `--json` or a file, a line of JSON for each. */
export async function searchMemory(
	project: NovelProject,
	{ values, json }: CommandLine,
	signal: AbortSignal,
): Promise<number> {
	const limit = wholeNumber('limit', values.limit, 10, 1, 1_000);
	const asOf = values['as-of'] === undefined ? undefined : wholeNumber('as-of', values['as-of'], 1, 0, 1_000_000);
	if (values.query === undefined && values.queries === undefined)
		throw wrong('Say what to look for: --query Q, or --queries Q.jsonl.');
	const queries =
		values.queries === undefined
			? [{ id: undefined, query: values.query ?? '', asOfChapter: undefined }]
			: await readJsonLines(resolve(values.queries), queryLine);
	project.recall.warmUp();
	for (const { id, query, asOfChapter } of queries) {
		const started = performance.now();
		const matches = await project.recall.recall({ text: query, asOfChapter: asOfChapter ?? asOf, limit }, signal);
		const ms = Number((performance.now() - started).toFixed(3));
		if (json || values.queries !== undefined) await printLine(JSON.stringify(found(id, matches, ms)));
		else for (const match of matches) await printLine(readable(match));
		if (!json && values.queries === undefined && matches.length === 0) await printLine('Nothing is found.');
	}
	return 0;
}

function found(id: string | number | undefined, matches: readonly MemoryMatch[], ms: number): unknown {
	const results = matches.map((match) => ({
		id: match.entry.id,
		score: Number(match.score.toFixed(6)),
		why: whyOf(match),
	}));
	return { ...(id === undefined ? {} : { id }), results, ms };
}

function readable(match: MemoryMatch): string {
	const { chapter, kind, text } = match.entry;
	const place = chapter === undefined ? kind : `chapter ${chapter}, ${kind}`;
	const short = text.replace(/\s+/g, ' ').trim();
	return `${place}: ${short.length > 200 ? `${short.slice(0, 200)}…` : short}\n    ${whyOf(match)}`;
}
