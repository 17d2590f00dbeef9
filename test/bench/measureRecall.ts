import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importManuscript } from '../../src/adapters/files/importManuscript.js';
import { openNovelProject } from '../../src/compose.js';
import { defaultSettings } from '../../src/compose/projectSettings.js';
import type { MemoryEntry } from '../../src/core/memory/entry.js';
import { chapterBody } from '../../src/core/novel/chapterFile.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import { manuscripts } from '../support/memory/manuscripts.js';
import { dist } from '../support/memory/memoryDatabase.js';
import { plainBm25 } from '../support/memory/plainBm25.js';

/** Written by somebody who had not seen how recall works; the paragraph that answers is counted in its chapter. */
interface Question {
	readonly id: string;
	readonly novel: string;
	readonly question: string;
	readonly chapter: number;
	readonly paragraphs: readonly number[];
}

export interface RecallMeasures {
	readonly questions: number;
	/** Answers among the first ten. */
	readonly ours: number;
	readonly bm25: number;
	readonly missed: readonly string[];
}

const signal = new AbortController().signal;
const firstPlaces = 10;

/** Whole novels imported as an author would, and asked about; the peer searches the same passages. */
export async function measureRecall(): Promise<RecallMeasures> {
	const lines = readFileSync('test/bench/recallQuestions.jsonl', 'utf8').trim().split('\n');
	const questions = lines.map((line) => JSON.parse(line) as Question);
	const results = [];
	for (const novel of new Set(questions.map((one) => one.novel)))
		results.push(
			...(await askAbout(
				novel,
				questions.filter((one) => one.novel === novel),
			)),
		);
	return {
		questions: questions.length,
		ours: results.filter(({ ours }) => ours).length,
		bm25: results.filter(({ bm25 }) => bm25).length,
		missed: results.flatMap(({ id, ours }) => (ours ? [] : [id])),
	};
}

interface Answered {
	readonly id: string;
	readonly ours: boolean;
	readonly bm25: boolean;
}

async function askAbout(novel: string, questions: readonly Question[]): Promise<readonly Answered[]> {
	const folder = await mkdtemp(join(tmpdir(), 'prometheus-recall-'));
	await importManuscript(folder, join(manuscripts, `${novel}.txt`), {}, signal);
	const project = await openNovelProject(folder, {
		dist,
		settings: () => defaultSettings,
		key: () => Promise.resolve(undefined),
	});
	try {
		await project.manuscriptMemory.notice();
		const paragraphs = await paragraphsOf(project);
		const passages = project.memory.list({ kinds: ['scene'] });
		const peer = plainBm25(passages.map(({ text }) => text));
		const answered: Answered[] = [];
		for (const question of questions) {
			const isAnswer = (entry: MemoryEntry | undefined): boolean =>
				entry !== undefined && answers(entry, question, paragraphs);
			const matches = await project.recall.recall({ text: question.question, limit: firstPlaces }, signal);
			answered.push({
				id: question.id,
				ours: matches.some(({ entry }) => isAnswer(entry)),
				bm25: peer(question.question, firstPlaces).some((at) => isAnswer(passages[at])),
			});
		}
		return answered;
	} finally {
		await project.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Where each paragraph of a chapter begins and ends in its body. */
type Paragraphs = ReadonlyMap<number, readonly { readonly start: number; readonly end: number }[]>;

async function paragraphsOf(project: NovelProject): Promise<Paragraphs> {
	const chapters = await project.outlook.chapters();
	return new Map(
		chapters.map(({ chapter, text }) => {
			const found = chapterBody(text ?? '').matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/g);
			return [chapter, Array.from(found, (match) => ({ start: match.index, end: match.index + match[0].length }))];
		}),
	);
}

function answers({ chapter, source }: MemoryEntry, question: Question, paragraphs: Paragraphs): boolean {
	if (chapter !== question.chapter || source === undefined) return false;
	return question.paragraphs.some((number) => {
		const paragraph = paragraphs.get(question.chapter)?.[number - 1];
		return paragraph !== undefined && source.start < paragraph.end && paragraph.start < source.end;
	});
}
