/** Views as the services make them for prompts, from two chapters' worth of the sample novel. */
type View = Readonly<Record<string, unknown>>;

const characters = [
	{
		name: 'Noreen Tuplin',
		text: 'Brakewoman of the cliff lift, 43. Broad, short, her left thumb flattened by the brake pin.\n\n- **Want:** to run the lift every day.\n\n‘I’m not upset. I’m counting.’\n‘Two inches on the glass. That’s twenty stone, whoever it says it is.’',
	},
	{
		name: 'Harjit Dhesi',
		text: 'Drought officer, 29. He carries a dipstick marked in his own hand.\n\n- **Want:** true figures.\n\n‘It is four hundred litres, Miss Tuplin.’\n‘I should prefer not to have seen that.’',
	},
	{ name: 'Ivy Lumb', text: 'Landlady of the Bella Vista, 51. She is always carrying linen.\n\n‘Oh, garibaldi.’' },
];

export const bookView: View = {
	title: 'Ten Stone a Head',
	author: 'The Prometheus Novel authors',
	language: 'en',
	genre: 'literary mystery',
	pointOfView: 'close third person, Noreen',
	tense: 'past',
	chapterCount: 12,
	wordsPerChapter: 1500,
	premise:
		'The cliff lift of Kettlesea runs on water, and the drought order has stopped it. Noreen Tuplin runs it at night.',
	style: 'Dry, warm, exact. Comparisons come from work.',
	concept: 'A brakewoman must choose between her lift and a boy’s freedom.',
	beatSheet: '',
	motifs: '',
	characters,
	world: [
		{
			name: 'Halfway',
			text: 'A ledge, an iron door and a brick chamber. Cold in August, smelling of rust and wet rope.',
		},
	],
};

export const chapterView: View = {
	...bookView,
	overview: '1. Nobody: the bell rings for nobody.\n2. Standpipe: a councillor is missing.',
	chapter: {
		number: 2,
		title: 'Standpipe',
		beats: [
			'In the queue Ivy reports that Councillor Ackrill is missing and the carnival money with him.',
			'Sergeant Pashley asks when the lift last ran; Noreen says ten days ago, before witnesses.',
			'Harjit Dhesi dips the spring tank and finds four hundred litres gone.',
			'Noreen sees a key missing from her father’s hook.',
		],
		pov: 'Noreen Tuplin',
		location: 'the standpipe in Albion Street',
		time: 'Sunday morning',
	},
	previous: { number: 1, title: 'Nobody' },
	next: { number: 3, title: 'The Bella Vista', beats: ['Ivy puts Noreen beside Harjit at supper.'] },
	memory: 'Chapter 1: Noreen brought up a car that weighed twenty-five stone too much and was empty.',
	lastPage: 'She wrote the run down. No passengers, she wrote, and blotted it.',
};

export const scenePlanView: View = { ...chapterView, sceneCount: 2, wordsPerScene: 750 };

export const sceneDraftingView: View = {
	...chapterView,
	scene: {
		number: 1,
		title: 'The queue',
		pov: 'Noreen Tuplin',
		place: 'the standpipe in Albion Street',
		time: 'Sunday morning',
		characters: ['Noreen Tuplin', 'Ivy Lumb', 'Harjit Dhesi'],
		goal: 'Noreen wants to fill two buckets and be asked nothing.',
		conflict: 'Ivy has news and wants company in it.',
		outcome: 'Yes, but she has lied before witnesses.',
		subtext: 'Ivy has seen the light at the top station.',
		opening: 'The queue had reached the chapel by seven.',
		beats: [
			'Ivy reports that Councillor Ackrill is missing and the carnival money with him.',
			'Sergeant Pashley asks when the lift last ran; Noreen says ten days ago.',
		],
		closing: 'The bucket runs over onto her shoes.',
	},
	sceneCount: 2,
	words: 750,
	wordsPerBeat: 375,
	previousScene: '',
	nextOpening: 'Harjit Dhesi dips the spring tank.',
	isFirst: true,
	isLast: false,
};

export const chapterText = [
	'The queue had reached the chapel by seven. Noreen Tuplin put down her buckets and counted heads.',
	'‘Ackrill’s gone,’ said Ivy Lumb. ‘And the carnival money with him.’',
	'Harjit Dhesi held the dipstick to the light. ‘Four hundred litres,’ he said.',
	'The hook beside the door was empty. She put her hand on it all the same.',
].join('\n\n');

export const checkView: View = {
	...chapterView,
	chapterText,
	names: 'Noreen Tuplin; Harjit Dhesi; Ivy Lumb (Mrs Lumb)',
	openThreads: 'the second key: planted in chapter 1',
	knownFacts: 'Chapter 1: the lift ran on Saturday night.',
	bibleFacts: 'Noreen’s left thumb is flattened.',
	findings: [
		{
			type: 'quantity',
			description: 'Four hundred litres here, three hundred before.',
			quote: '‘Four hundred litres,’ he said.',
			source: 'chapter 1',
			sourceQuote: 'three hundred litres',
			suggestion: 'Say three hundred.',
			passage: 'Harjit Dhesi held the dipstick to the light. ‘Four hundred litres,’ he said.',
		},
	],
	offenders: ['“counted” 6 times in 1,000 words, in your pages once'],
};
