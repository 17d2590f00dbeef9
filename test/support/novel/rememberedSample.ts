import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openNovelProject } from '../../../src/compose.js';
import { defaultSettings } from '../../../src/compose/projectSettings.js';
import type { NewMemory } from '../../../src/core/memory/entry.js';
import { chapterBody } from '../../../src/core/novel/chapterFile.js';
import type { ChapterMemory } from '../../../src/core/pipeline/replies.js';
import { dist } from './sampleProject.js';

const names = ['Noreen Tuplin', 'Ivy Lumb', 'Harjit Dhesi', 'Desmond Ackrill', 'Wilf Tuplin', 'Halfway'];

/** Two chapters of the sample, written, read and remembered. @param more further entries, such as hostile ones */
export async function rememberSample(folder: string, more: readonly NewMemory[] = []): Promise<void> {
	const chapters = await writeChapters(folder);
	const project = await openNovelProject(folder, {
		dist,
		settings: () => defaultSettings,
		key: () => Promise.resolve(undefined),
	});
	try {
		for (const [at, { file, text }] of chapters.entries()) {
			const read = { chapter: at + 1, path: file, body: chapterBody(text), names, memory: memories[at] };
			await project.memories.remember(read);
		}
		project.memory.addAll([...notes, ...more]);
	} finally {
		await project.close();
	}
}

async function writeChapters(folder: string): Promise<readonly { readonly file: string; readonly text: string }[]> {
	const prose = (name: string): Promise<string> =>
		readFile(path.join(process.cwd(), 'scripts', 'pictures', 'prose', `${name}.md`), 'utf8');
	const [opening, middle] = await Promise.all([prose('opening'), prose('middle')]);
	const chapters = [
		{
			file: 'manuscript/01-nobody.md',
			text: `# Nobody\n\n${opening.trim()}\n\n* * *\n\n${middle.trim()}\n`,
		},
		{ file: 'manuscript/02-standpipe.md', text: `# Standpipe\n\n${standpipe}\n` },
	];
	await mkdir(path.join(folder, 'manuscript'), { recursive: true });
	for (const { file, text } of chapters) await writeFile(path.join(folder, file), text);
	return chapters;
}

const standpipe = [
	'The queue had reached the chapel by seven. Noreen Tuplin put down her buckets and counted heads, because heads were what there was to count.',
	'‘Ackrill’s gone,’ said Ivy Lumb, who was carrying linen. ‘And the carnival money with him. His bed’s not been slept in, and I should know, I made it.’',
	'Sergeant Pashley wanted to be told when the lift had last run. He asked it over the heads of eleven people, kindly, as one asks after an aunt.',
	'‘Ten days ago,’ said Noreen. It was the first lie she had told in the open air.',
	'* * *',
	'Harjit Dhesi let his dipstick down into the spring tank and drew it up and held it to the light. ‘Four hundred litres,’ he said. ‘I should prefer not to have seen that, Miss Tuplin.’',
	'She went home the long way. The hook beside her father’s door had held two keys since the war, and now it held one. She put her hand on it all the same.',
].join('\n\n');

const memories: readonly ChapterMemory[] = [
	{
		summary:
			'On the night of 3 July Noreen makes her secret run. The bell rings for nobody, and the empty car will not move until the glass stands at two and a half inches: twenty-five stone too heavy. Somebody pulls the halfway cord; she holds the car for a minute, hears a door and a squeaking wheel, and brings it up empty, with a wet line across its floor.',
		endState: 'Noreen is alone at the top station. She has written “No passengers” into the ledger.',
		facts: [
			{
				subject: 'Noreen Tuplin',
				attribute: 'injury',
				value: 'her thumb is flattened',
				change: 'new',
				quote: 'She opened the filler with her flattened thumb',
			},
			{
				subject: 'the cliff lift',
				attribute: 'ability',
				value: 'two inches of water on the glass move an empty car',
				change: 'new',
				quote: 'Two inches had moved an empty car every night for nine nights.',
			},
		],
		threads: [
			{
				name: 'the wheel mark',
				action: 'plant',
				quote: 'Across the boards ran a wet line, the width of two fingers',
			},
		],
		knowledge: [{ character: 'Noreen Tuplin', fact: 'somebody opened a door at Halfway', how: 'she heard it' }],
	},
	{
		summary:
			'In the queue at the standpipe Ivy reports that Councillor Ackrill is missing, and the carnival money with him. Noreen tells Sergeant Pashley before witnesses that the lift last ran ten days ago. Harjit finds four hundred litres gone from the spring tank. At home a key is missing from her father’s hook.',
		endState: 'Noreen stands before the hook. One of the two keys is gone, and she has lied in public.',
		facts: [
			{
				subject: 'Noreen Tuplin',
				attribute: 'oath',
				value: 'she told Sergeant Pashley that the lift last ran ten days ago',
				change: 'new',
				quote: '‘Ten days ago,’ said Noreen.',
			},
		],
		threads: [
			{ name: 'the second key', action: 'plant', quote: 'had held two keys since the war, and now it held one' },
		],
		knowledge: [],
	},
];

const notes: readonly NewMemory[] = [
	{
		text: 'Nobody in Kettlesea says “drought” aloud. They say “the weather”.',
		kind: 'note',
		pinned: true,
	},
	{
		text: 'Wilf never learns about the second key. If he does, the book is over.',
		kind: 'note',
		chapter: 2,
		entities: ['Wilf Tuplin'],
	},
];
