import { z } from 'zod';
import { memoryKinds } from '../../core/memory/entry.js';

/** More chapters than any outline may have. */
const lastChapter = 9_999;
const chapter = z.int().min(1).max(lastChapter);
const novel = z
	.string()
	.min(1)
	.max(4_096)
	.optional()
	.describe('Title or absolute folder of the novel; needed only where the workspace holds several.');

/** The schemas that `package.json` shows to models, under `contributes.languageModelTools`, are made of these. */
export const toolInputs = {
	searchStoryMemory: z.strictObject({
		query: z
			.string()
			.min(1)
			.max(2_000)
			.describe(
				'What to look for: a question, names, or words that the passage may contain, in the language of the novel.',
			),
		asOfChapter: chapter
			.optional()
			.describe(
				'Leave out everything that chapters after this one establish; this chapter itself is included. The whole book is searched when left out.',
			),
		kinds: z
			.array(z.enum(memoryKinds))
			.min(1)
			.max(memoryKinds.length)
			.optional()
			.describe(
				'Only these kinds. scene: a passage of the manuscript, word for word; summary: of a chapter; fact: with the chapter that established it; thread: an open or closed plot thread; note: what the author wants remembered. All kinds when left out.',
			),
		limit: z.int().min(1).max(50).optional().describe('At most so many matches; 10 when left out.'),
		novel,
	}),
	estimateCost: z.strictObject({
		chapters: z
			.string()
			.min(1)
			.max(200)
			.optional()
			.describe('Chapter numbers such as "3", "1-3" or "1-3,7". All chapters that are left when left out.'),
		novel,
	}),
	chapterStatus: z.strictObject({
		chapter: chapter.optional().describe('Number of one chapter, to see its findings. All chapters when left out.'),
		novel,
	}),
};
