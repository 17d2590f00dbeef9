import { z } from 'zod';

/** Schemas of what planning and checking stages reply. Field descriptions are sent to the model. */

const words = (description: string) => z.string().trim().min(1).describe(description);

export const conceptReply = z.object({
	candidates: z
		.array(
			z.object({
				logline: words('One sentence'),
				probability: z.number().min(0).max(1).describe('How likely a typical writer would be to choose it'),
			}),
		)
		.min(3)
		.describe('Five different directions, the unlikely ones included'),
	logline: words('The chosen direction, one sentence'),
	question: words('The dramatic question that the ending answers'),
	promises: z.array(words('A promise to the reader')).min(2),
	ending: words('How it ends and what it costs'),
});

export const worldReply = z.object({
	rules: z.array(
		z.object({
			rule: words('What holds in this world'),
			limit: words('Where it stops'),
			cost: words('What using it costs'),
			effect: words('What it does to how people live'),
		}),
	),
	places: z
		.array(
			z.object({
				name: words('Name'),
				description: words('Two or three concrete sentences'),
				senses: words('Smell, sound, light, touch'),
				pressure: words('What this place makes people do'),
			}),
		)
		.min(3),
});

export const charactersReply = z.object({
	characters: z
		.array(
			z.object({
				name: words('Full name'),
				aliases: z.array(z.string()).describe('What others call them'),
				role: words('Their part in the story'),
				born: words('Age or year of birth'),
				traits: z.array(words('A fixed, visible trait')).min(1),
				want: words('What they are after'),
				need: words('What they lack'),
				wound: words('What happened to them'),
				lie: words('What they wrongly believe because of it'),
				limits: z.array(z.string()).describe('What they can do, and where it ends'),
				voice: words('Sentence length, contractions, directness, where their metaphors come from'),
				sampleLines: z.array(words('A line they might say')).min(2),
			}),
		)
		.min(2),
});

export const beatSheetReply = z.object({
	beats: z
		.array(
			z.object({
				name: words('Name of the beat'),
				chapter: z.int().min(1),
				cause: words('What brings it about'),
				change: words('What cannot be undone afterwards'),
			}),
		)
		.min(5),
});

export const motifsReply = z.object({
	motifs: z
		.array(
			z.object({
				image: words('A concrete image or object'),
				owner: words('Whose it is'),
				chapters: z.array(z.int().min(1)).min(2),
				variation: words('How it changes from first to last'),
			}),
		)
		.min(1),
});

/** @param chapters how many chapters the outline must have, exactly. */
export const outlineReply = (chapters: number) =>
	z.object({
		chapters: z
			.array(
				z.object({
					title: words('Title without a number'),
					pov: words('Whose point of view'),
					location: words('Where'),
					time: words('When, in story time'),
					beats: z.array(words('Something that happens, with its consequence')).min(3).max(7),
				}),
			)
			.length(chapters),
	});

const sceneCard = z.object({
	title: words('A working title'),
	pov: words('Whose point of view'),
	place: words('Where'),
	time: words('When'),
	characters: z.array(words('Name')).min(1).describe('Who is present'),
	goal: words('What the point-of-view character wants here'),
	conflict: words('Who or what stands against it, and why they are right to'),
	outcome: words('How it ends: yes-but, no-and, or no'),
	subtext: words('What nobody says aloud'),
	opening: words('The first image or line of action'),
	beats: z.array(words('A beat, in order')).min(2).max(6),
	closing: words('The moment it ends on: an image, an act or a line, not a lesson'),
});
export type SceneCard = z.infer<typeof sceneCard>;

/** @param scenes how many scenes the plan must have, exactly. */
export const scenePlanReply = (scenes: number) => z.object({ scenes: z.array(sceneCard).length(scenes) });
export type ScenePlan = z.infer<ReturnType<typeof scenePlanReply>>;

const quote = words('Copied word for word from the chapter, one sentence or less');

export const chapterMemoryReply = z.object({
	summary: words('What happens, concretely, in 80 to 120 words'),
	endState: words('Where everybody is and what they are about to do'),
	facts: z
		.array(
			z.object({
				subject: words('Who or what, by canonical name'),
				attribute: words(
					'identity, location, possession, goal, injury, ability, status, secret, reputation, oath, debt, relationship, or other:…',
				),
				value: words('What is now true'),
				change: z.enum(['new', 'update', 'end']),
				quote,
			}),
		)
		.max(12)
		.describe('At most 12: what a later chapter could contradict'),
	threads: z
		.array(
			z.object({ name: words('The same short name every time'), action: z.enum(['plant', 'advance', 'pay']), quote }),
		)
		.max(8),
	knowledge: z
		.array(z.object({ character: words('Who'), fact: words('What they learned'), how: words('How they came to know') }))
		.max(8),
});
export type ChapterMemory = z.infer<typeof chapterMemoryReply>;

/** The nineteen types of ConStory-Bench (arXiv 2603.05890). */
export const findingTypes = [
	'absolute-time',
	'duration',
	'simultaneity',
	'causeless-effect',
	'causal-logic',
	'abandoned-element',
	'memory',
	'knowledge',
	'skill',
	'forgotten-ability',
	'core-rule',
	'social-norm',
	'geography',
	'appearance',
	'nomenclature',
	'quantity',
	'perspective',
	'tone',
	'style-shift',
] as const;

export const continuityAuditReply = z.object({
	findings: z
		.array(
			z.object({
				type: z.enum(findingTypes),
				severity: z.enum(['blocker', 'note']),
				description: words('What contradicts what, in one sentence'),
				quote,
				source: words('Where the other side stands: "chapter N", "bible", or "this chapter"'),
				sourceQuote: words('The other side, copied word for word from what you were given'),
				suggestion: words('The smallest change that mends it'),
			}),
		)
		.max(10)
		.describe('Empty when nothing is wrong, which is usual'),
});
export type ContinuityAudit = z.infer<typeof continuityAuditReply>;
export type ContinuityFinding = ContinuityAudit['findings'][number];

export const editsReply = z.object({
	edits: z.array(
		z.object({
			find: words('Copied word for word; occurs exactly once in the chapter'),
			replace: z.string().describe('What stands there instead'),
			reason: words('Which finding it mends'),
		}),
	),
});
export type Edits = z.infer<typeof editsReply>;
