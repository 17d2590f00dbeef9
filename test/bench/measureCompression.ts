import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importManuscript } from '../../src/adapters/files/importManuscript.js';
import { TiktokenCounter } from '../../src/adapters/tokens/tiktokenCounter.js';
import { openNovelProject } from '../../src/compose.js';
import { defaultSettings } from '../../src/compose/projectSettings.js';
import type { ContextItem } from '../../src/core/context/contextItem.js';
import { chapterBody } from '../../src/core/novel/chapterFile.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { manuscripts } from '../support/memory/manuscripts.js';
import { dist } from '../support/memory/memoryDatabase.js';
import { plainBm25 } from '../support/memory/plainBm25.js';

interface Question {
	readonly id: string;
	readonly novel: string;
	readonly question: string;
	readonly chapter: number;
	readonly paragraphs: readonly number[];
}

/** Of how many questions the paragraph that answers is still there, whole, in a tenth of the novel. */
export interface CompressionMeasures {
	readonly novel: string;
	readonly questions: number;
	readonly ours: number;
	readonly bm25: number;
	readonly truncated: number;
	readonly missed: readonly string[];
}

const signal = new AbortController().signal;

/** Whole novels, paragraph by paragraph, compressed ten times for each question. */
export async function measureCompression(): Promise<readonly CompressionMeasures[]> {
	const lines = readFileSync('test/bench/recallQuestions.jsonl', 'utf8').trim().split('\n');
	const questions = lines.map((line) => JSON.parse(line) as Question);
	const measured: CompressionMeasures[] = [];
	for (const [novel, own] of Map.groupBy(questions, (one) => one.novel)) measured.push(await compressFor(novel, own));
	return measured;
}

async function compressFor(novel: string, questions: readonly Question[]): Promise<CompressionMeasures> {
	const folder = await mkdtemp(join(tmpdir(), 'prometheus-context-'));
	await importManuscript(folder, join(manuscripts, `${novel}.txt`), {}, signal);
	const tokens = new TiktokenCounter(dist);
	const host = { dist, tokens, settings: () => defaultSettings, key: () => Promise.resolve(undefined) };
	const project = await openNovelProject(folder, host);
	try {
		return { novel, ...(await survivors(project, tokens, questions)) };
	} finally {
		await project.close();
		await tokens.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function survivors(
	project: NovelProject,
	tokens: TiktokenCounter,
	questions: readonly Question[],
): Promise<Omit<CompressionMeasures, 'novel'>> {
	const items = await paragraphItems(project);
	const costs = await tokens.countAll(items.map(({ text }) => `${text}\n\n`));
	const budget = Math.floor(costs.reduce((sum, cost) => sum + cost, 0) / 10);
	const peer = plainBm25(items.map(({ text }) => text));
	const inOrder = packed(
		items.map((_, at) => at),
		costs,
		budget,
	);
	const results = [];
	for (const { id, question, chapter, paragraphs } of questions) {
		const answers = new Set(paragraphs.map((number) => `${chapter}.${number}`));
		const isThere = (places: readonly number[]): boolean => places.some((at) => answers.has(items[at]?.key ?? ''));
		const { given } = await project.context.fit(items, { budget, query: question });
		results.push({
			id,
			ours: given.some(({ item, shortened }) => !shortened && answers.has(item.key)),
			bm25: isThere(packed(peer(question, items.length), costs, budget)),
			truncated: isThere(inOrder),
		});
	}
	return {
		questions: results.length,
		ours: results.filter(({ ours }) => ours).length,
		bm25: results.filter(({ bm25 }) => bm25).length,
		truncated: results.filter(({ truncated }) => truncated).length,
		missed: results.flatMap(({ id, ours }) => (ours ? [] : [id])),
	};
}

async function paragraphItems(project: NovelProject): Promise<readonly ContextItem[]> {
	const chapters = await project.outlook.chapters();
	return chapters.flatMap(({ chapter, text }) => {
		const found = chapterBody(text ?? '').match(/\S(?:[^\n]|\n(?!\s*\n))*/g) ?? [];
		return found.map((paragraph, at): ContextItem => ({
			...{ key: `${chapter}.${at + 1}`, section: `Chapter ${chapter}`, text: paragraph, source: `chapter ${chapter}` },
			...{ importance: 1, chapter, layout: 'paragraph' },
		}));
	});
}

/** Places, best first, as far as there is room. */
function packed(places: readonly number[], costs: readonly number[], budget: number): readonly number[] {
	let left = budget;
	return places.filter((at) => {
		const cost = costs[at] ?? 0;
		if (cost > left) return false;
		left -= cost;
		return true;
	});
}
