import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLanguage } from '../../src/adapters/language/openLanguage.js';
import { textAnalysis } from '../../src/core/memory/textAnalysis.js';
import { ContextService } from '../../src/services/context/contextService.js';
import { StoryContext } from '../../src/services/context/storyContext.js';
import { ChapterMemories } from '../../src/services/memory/chapterMemories.js';
import { dist } from '../support/memory/memoryDatabase.js';
import { hundredWordPassages } from '../support/memory/hundredWordPassages.js';
import { openMachine } from '../support/novel/memoryMachine.js';
import { seededRandom } from '../support/seededRandom.js';
import { wordCounter } from '../support/wordCounter.js';

describe('What a prompt says of the story', () => {
	let folder = '';
	beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'prometheus-story-'))));
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('is the same to the byte when later chapters were taken in and memories were moved meanwhile', async () => {
		const language = await openLanguage('en', dist);
		const analyse = textAnalysis(language);
		const machine = await openMachine(folder, 'a novel');
		const { memory } = machine;
		const memories = new ChapterMemories(memory, wordCounter);
		const story = new StoryContext({
			context: new ContextService({ tokens: wordCounter, analyse, language }),
			memories,
		});
		const random = seededRandom(3);
		const takeIn = async (chapter: number): Promise<void> => {
			const body = hundredWordPassages(20, random).join('\n\n');
			memories.noticeText({ chapter, path: `manuscript/0${chapter}.md`, body, names: [] });
			await memories.consolidate();
		};
		const passagesFor = async (callText: string): Promise<string> => {
			const { passages } = await story.of({
				...{ callText, chapterText: '', earlier: [], notes: [], entities: ['Anne'], lastPage: '' },
				...{ asOfChapter: 3, budget: 800, factor: 1 },
			});
			return passages;
		};
		const questions = [
			'the letter on the table',
			'walking to the sea in the evening',
			'a carriage and horses',
			'the door',
		];
		const all = (): Promise<readonly string[]> => Promise.all(questions.map(passagesFor));
		for (const chapter of [1, 2, 3]) await takeIn(chapter);
		const before = await all();
		const atHand = memory.stats().byTier.immediate;
		for (const chapter of [4, 5]) await takeIn(chapter);
		const moved = memory.list({ chapter: 3, tiers: ['archival'] }).length;
		assert.deepEqual(await all(), before);
		assert.ok(before.every((text) => text !== '') && atHand > 0 && moved > 0, `${atHand} at hand, ${moved} moved`);
		await machine.close();
	});
});
