import type {
	Breakdown,
	CallShown,
	CostRow,
	ForecastShown,
	ReadyDashboard,
	RunEntry,
} from '../../../src/protocol/dashboard.js';

/** Micro-dollars of cents. */
const cents = (amount: number): number => Math.round(amount * 10_000);

/** A morning in November, in milliseconds. */
export const someMorning = Date.UTC(2026, 10, 28, 9, 12);
const hourMs = 3_600_000;

const names: Readonly<Record<Breakdown, readonly (readonly [CostRow['key'], string, number])[]>> = {
	stage: [
		['outline', 'Outlining', 84],
		['scene_plan', 'Planning scenes', 142],
		['scene_drafting', 'Drafting', 812],
		['chapter_memory', 'Remembering', 96],
		['continuity_audit', 'Checking continuity', 188],
		['continuity_fix', 'Mending', 31],
	],
	model: [
		['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5', 1_001],
		['openai/gpt-5-mini', 'openai/gpt-5-mini', 352],
	],
	chapter: [
		[null, 'The whole book', 84],
		[1, '1. Nobody', 402],
		[2, '2. Standpipe', 391],
		[3, '3. What the Clerk Wrote', 310],
		[4, '4. Ten Stone a Head', 166],
	],
	day: [
		['2026-11-25', '25 Nov', 214],
		['2026-11-26', '26 Nov', 502],
		['2026-11-27', '27 Nov', 120],
		['2026-11-28', '28 Nov', 517],
	],
	run: [
		['run-3', '28 Nov 2026, 09:12', 517],
		['run-2', '26 Nov 2026, 20:40', 622],
		['run-1', '25 Nov 2026, 18:05', 214],
	],
};

/** What the sample novel may have cost when four of its chapters are done. */
export function costsBy(breakdown: Breakdown): ReadyDashboard['costs'] {
	const rows = names[breakdown].map(([key, name, spent], order) => rowOf(key, name, order, spent));
	return { breakdown, rows: rows.toSorted((a, b) => b.spent - a.spent), total: totalOf(rows) };
}

export function rowOf(key: CostRow['key'], name: string, order: number, spentCents: number): CostRow {
	return {
		key,
		name,
		order,
		calls: 3 + order * 4,
		inputTokens: spentCents * 2_100,
		cachedTokens: spentCents * 1_240,
		outputTokens: spentCents * 160,
		saved: cents(spentCents * 0.31),
		spent: cents(spentCents),
		held: order === 2 ? cents(38) : 0,
	};
}

export function totalOf(rows: readonly CostRow[]): CostRow {
	const sum = (figure: (row: CostRow) => number): number => rows.reduce((total, row) => total + figure(row), 0);
	return {
		key: null,
		name: '',
		order: 0,
		calls: sum(({ calls }) => calls),
		inputTokens: sum(({ inputTokens }) => inputTokens),
		cachedTokens: sum(({ cachedTokens }) => cachedTokens),
		outputTokens: sum(({ outputTokens }) => outputTokens),
		saved: sum(({ saved }) => saved),
		spent: sum(({ spent }) => spent),
		held: sum(({ held }) => held),
	};
}

export const forecastDone: Extract<ForecastShown, { state: 'done' }> = {
	state: 'done',
	madeAt: someMorning - hourMs,
	doneSince: 0,
	p50: cents(2_430),
	p90: cents(3_910),
	chapters: 8,
	affordableChapters: 7,
	expectedMs: 2.6 * hourMs,
	notes: [
		'With chapters side by side from their plans it would take about 41 minutes.',
		'The last estimate was 8 % too low.',
	],
	byStage: [
		{ name: 'Planning scenes', p50: cents(250), p90: cents(390) },
		{ name: 'Drafting', p50: cents(1_610), p90: cents(2_480) },
		{ name: 'Remembering', p50: cents(190), p90: cents(270) },
		{ name: 'Checking continuity', p50: cents(330), p90: cents(610) },
		{ name: 'Mending', p50: cents(50), p90: cents(160) },
	],
};

export const someRuns: readonly RunEntry[] = [
	{ id: 'run-3', startedAt: someMorning, durationMs: 1_274_000, outcome: 'done' },
	{ id: 'run-2', startedAt: someMorning - 37 * hourMs, outcome: 'unfinished' },
	{ id: 'run-1', startedAt: someMorning - 63 * hourMs, durationMs: 905_000, outcome: 'done' },
];

export const someCalls: readonly CallShown[] = [
	{
		id: 'call-9',
		at: someMorning + 1_200_000,
		stage: 'Drafting',
		model: 'anthropic/claude-sonnet-4-5',
		chapter: 4,
		run: 'run-3',
		hasTimeline: true,
		spent: cents(11),
	},
	{
		id: 'call-8',
		at: someMorning + 1_100_000,
		stage: 'Drafting',
		model: 'anthropic/claude-sonnet-4-5',
		chapter: 4,
		run: 'run-3',
		hasTimeline: true,
		spent: cents(4),
		note: 'broken off',
	},
	{
		id: 'call-7',
		at: someMorning - 63 * hourMs,
		stage: 'Outlining',
		model: 'openai/gpt-5-mini',
		run: 'run-0',
		hasTimeline: false,
		spent: cents(2),
	},
];

/** A novel a third of the way, with everything there is to be seen. */
export function readyDashboard(changes: Partial<ReadyDashboard> = {}): ReadyDashboard {
	return {
		state: 'ready',
		novel: 'Ten Stone a Head',
		progress: { chapters: 12, finished: 4, words: 6_214, wantedWords: 18_000 },
		activity: {
			sentence: 'Chapter 5, scene 2: drafting',
			isPaused: false,
			chapter: 5,
			words: 640,
			wantedWords: 1_500,
			spent: cents(27),
		},
		budget: {
			limit: cents(5_000),
			spent: cents(1_353),
			held: cents(38),
			left: cents(3_609),
			share: 0.278,
			level: 'info',
			thresholds: { info: 25, warning: 50, critical: 75 },
			elsewhere: { spent: cents(210), held: cents(12) },
			month: { limit: cents(2_000), spent: cents(1_353), held: cents(38) },
			runLimit: cents(600),
			calls: 74,
			problems: ['The server that shares the budget cannot be reached; this computer keeps to what it last heard.'],
		},
		forecast: forecastDone,
		costs: costsBy('stage'),
		savings: { cache: cents(392), batch: cents(28), cachedShare: 0.59 },
		alerts: [
			{
				at: someMorning - hourMs,
				level: 'warning',
				sentence: 'This month has cost $10.02: 50 % of its budget of $20.00 is used.',
			},
			{
				at: someMorning - 2 * hourMs,
				level: 'info',
				sentence: 'This novel has cost $12.51: 25 % of its budget of $50.00 is used.',
			},
		],
		runs: someRuns,
		memory: {
			tiers: { immediate: 23, recent: 4, archival: 611 },
			stale: 2,
			sync: 'Everything is on the server.',
			recall: {
				sentence: 'Recall works, by words and by meaning.',
				isHealthy: true,
				checkedAt: someMorning,
				words: { asked: 20, found: 20 },
				meaning: { asked: 20, found: 18 },
			},
			backup: 'Last backup: today at 08:50, checked.',
		},
		...changes,
	};
}
