import * as z from 'zod/mini';
import { absences, absenceStarts } from './absence.js';
import { timeline } from './timeline.js';
import type { ViewProtocol } from './viewProtocol.js';

export const breakdowns = ['stage', 'model', 'chapter', 'day', 'run'] as const;
export const severities = ['low', 'medium', 'high', 'critical'] as const;
/** How far a budget has gone: below all thresholds, past one of them, or at its end. */
export const budgetLevels = ['fine', 'info', 'warning', 'critical', 'exceeded'] as const;

/** Rows of a breakdown in one snapshot; what is cheaper than these is summed up in one. */
export const mostRows = 500;
/** Calls of one row of a breakdown that are told, the latest. */
export const mostCalls = 50;
export const mostAlerts = 100;

const count = z.int().check(z.nonnegative());
/** Millionths of a US dollar. */
const money = z.int().check(z.nonnegative());
const signedMoney = z.int();
/** 0 to 1, or beyond 1 where a limit was lowered. */
const share = z.number().check(z.nonnegative());
const ms = z.number().check(z.nonnegative());
const sentence = z.string();
/** Milliseconds since the Unix epoch. */
const moment = z.number();
const id = z.string().check(z.maxLength(100));
const chapter = z.int().check(z.positive());
const key = z.union([z.string().check(z.maxLength(300)), z.number(), z.null()]);

export const dashboardParts = ['overview', 'costs', 'time', 'memory'] as const;

/** What the page wants to see. */
export const dashboardLook = z.strictObject({
	/** Runs are told only to whoever looks at them. */
	part: z.enum(dashboardParts),
	breakdown: z.enum(breakdowns),
	/** The latest one when left out. */
	run: z.optional(id),
});

const limited = z.strictObject({ limit: money, spent: money, held: money });

const budget = z.strictObject({
	...limited.shape,
	left: money,
	/** Spent and held, here and on other computers, of the limit. */
	share,
	level: z.enum(budgetLevels),
	/** Percent of the limit, where they stand on its bar. */
	thresholds: z.strictObject({ info: z.number(), warning: z.number(), critical: z.number() }),
	/** Part of `spent`, and of `held`. */
	elsewhere: z.strictObject({ spent: money, held: money }),
	month: z.optional(limited),
	runLimit: z.optional(money),
	calls: count,
	/** What is wrong with the setting, or with the server that shares the budget. */
	problems: z.readonly(z.array(sentence)),
});

const range = { p50: money, p90: money };

/** What it takes to finish the book from here. */
const forecast = z.discriminatedUnion('state', [
	z.strictObject({ state: z.literal('none') }),
	z.strictObject({ state: z.literal('making') }),
	z.strictObject({ state: z.literal('failed'), sentence }),
	z.strictObject({
		state: z.literal('done'),
		madeAt: moment,
		/** Of what it was made for, what has been done since. */
		doneSince: share,
		...range,
		/** Chapters to draft, and how many of them what is left pays for. */
		chapters: count,
		affordableChapters: count,
		expectedMs: ms,
		/** What else is known of it: the other continuity, thinking, batches, how far it can be trusted. */
		notes: z.readonly(z.array(sentence)),
		byStage: z.readonly(z.array(z.strictObject({ name: z.string(), ...range }))),
	}),
]);

const costRow = z.strictObject({
	key,
	/** In a novelist's words; never markup. */
	name: z.string(),
	/** Where it stands when sorted by name, such as the order in which a book is made. */
	order: z.number(),
	calls: count,
	inputTokens: count,
	cachedTokens: count,
	outputTokens: count,
	saved: signedMoney,
	spent: money,
	held: money,
});

const costs = z.strictObject({
	breakdown: z.enum(breakdowns),
	/** Dearest first. */
	rows: z.readonly(z.array(costRow)),
	/** Over all rows, and over the whole ledger. */
	total: costRow,
});

const call = z.strictObject({
	id,
	at: moment,
	stage: z.string(),
	model: z.string(),
	chapter: z.optional(chapter),
	run: id,
	/** Its run is still known, so that its timeline can be shown. */
	hasTimeline: z.boolean(),
	spent: money,
	/** It failed, was broken off, or is still out. */
	note: z.optional(z.string()),
});

const savings = z.strictObject({ cache: signedMoney, batch: signedMoney, cachedShare: share });

const alert = z.strictObject({ at: moment, level: z.enum(budgetLevels), sentence });

const run = z.strictObject({
	id,
	startedAt: moment,
	/** Undefined while it goes on, and of one whose process was stopped. */
	durationMs: z.optional(ms),
	outcome: z.enum(['running', 'done', 'unfinished']),
});

/** What a run's time went into. */
const analysis = z.strictObject({
	headline: sentence,
	reason: sentence,
	usedTime: z.readonly(z.array(z.strictObject({ name: z.string(), ms, share }))),
	bottlenecks: z.readonly(
		z.array(
			z.strictObject({
				name: z.string(),
				severity: z.enum(severities),
				ms,
				share,
				/** What would help, where something is known that would. */
				recommendation: z.optional(sentence),
			}),
		),
	),
	whatIfs: z.readonly(
		z.array(z.strictObject({ change: sentence, predictedMs: ms, gain: z.number(), gainWords: z.string() })),
	),
	/** What could be done side by side, the dependency that prevents it, and what that costs. */
	suggestions: z.readonly(z.array(sentence)),
	/** Milliseconds: of all tasks together, and on the longest chain. */
	waits: z.readonly(z.array(z.strictObject({ name: z.string(), totalMs: ms, onPathMs: ms }))),
	operations: z.readonly(
		z.array(z.strictObject({ name: z.string(), count, meanMs: ms, p50Ms: ms, p90Ms: ms, p99Ms: ms, maxMs: ms })),
	),
	/** How far what would have been can be trusted. */
	trust: sentence,
});

const memory = z.strictObject({
	tiers: z.strictObject({ immediate: count, recent: count, archival: count }),
	/** Marked because what they were read from has changed. */
	stale: count,
	sync: sentence,
	/** Nothing while there is nothing to ask for. */
	recall: z.optional(
		z.strictObject({
			sentence,
			isHealthy: z.boolean(),
			checkedAt: moment,
			words: z.strictObject({ asked: count, found: count }),
			meaning: z.optional(z.strictObject({ asked: count, found: count })),
		}),
	),
	backup: z.optional(sentence),
});

/** What is being generated now. */
const activity = z.strictObject({
	sentence,
	isPaused: z.boolean(),
	chapter: z.optional(chapter),
	words: count,
	wantedWords: count,
	spent: money,
});

const readySnapshot = z.strictObject({
	state: z.literal('ready'),
	novel: z.string(),
	progress: z.strictObject({ chapters: count, finished: count, words: count, wantedWords: count }),
	activity: z.optional(activity),
	budget,
	forecast,
	costs,
	savings,
	/** Newest first. */
	alerts: z.readonly(z.array(alert)),
	/** Newest first. */
	runs: z.readonly(z.array(run)),
	memory,
});

export const dashboardSnapshot = z.discriminatedUnion('state', [...absences, readySnapshot]);

/** One run: the one that is looked at. */
const shownRun = z.strictObject({
	run,
	timeline,
	/** Made when the run has ended. */
	analysis: z.optional(analysis),
});

const nothing = z.strictObject({});

/** What the page may have done for it that is a command of its own. */
export const dashboardStarts = [
	...absenceStarts,
	'generateNextChapter',
	'generateNovel',
	'pauseGeneration',
	'resumeGeneration',
	'cancelGeneration',
	'setBudget',
	'chooseModels',
	'recommendModel',
	'exportLedger',
	'exportProfile',
	'backUpMemory',
	'checkMemory',
	'openMemory',
] as const;

export const dashboardProtocol = {
	requests: {
		/** From then on snapshots of this come, the first at once. */
		look: { input: dashboardLook, output: nothing },
		/** Estimates anew what it takes to finish; the snapshots say how far that is. */
		estimate: { input: nothing, output: nothing },
		/** The latest calls of a row of a breakdown, newest first. */
		calls: {
			input: z.strictObject({ breakdown: z.enum(breakdowns), key }),
			output: z.strictObject({ calls: z.readonly(z.array(call)), isMore: z.boolean() }),
		},
		openChapter: { input: z.strictObject({ chapter }), output: nothing },
		/** What the model was given to read in the latest call of a chapter. */
		showReceipt: { input: z.strictObject({ chapter }), output: nothing },
		start: { input: z.strictObject({ what: z.enum(dashboardStarts) }), output: nothing },
	},
	events: {
		snapshot: dashboardSnapshot,
		/** Nothing where there is no run yet, or the sentence of what kept it from being worked out. */
		run: z.strictObject({ shown: z.optional(shownRun), failure: z.optional(sentence) }),
		/** This part of the page is to be shown, with a run where one is named. */
		reveal: z.strictObject({ part: z.enum(dashboardParts), run: z.optional(id) }),
	},
} as const satisfies ViewProtocol;

export type DashboardProtocol = typeof dashboardProtocol;
export type Breakdown = (typeof breakdowns)[number];
export type Severity = (typeof severities)[number];
export type BudgetLevel = (typeof budgetLevels)[number];
export type DashboardLook = z.infer<typeof dashboardLook>;
export type DashboardSnapshot = z.infer<typeof dashboardSnapshot>;
export type ReadyDashboard = z.infer<typeof readySnapshot>;
export type BudgetShown = z.infer<typeof budget>;
export type ForecastShown = z.infer<typeof forecast>;
export type CostRow = z.infer<typeof costRow>;
export type CostsShown = z.infer<typeof costs>;
export type CallShown = z.infer<typeof call>;
export type AlertShown = z.infer<typeof alert>;
export type RunEntry = z.infer<typeof run>;
export type ShownRun = z.infer<typeof shownRun>;
export type RunAnalysis = z.infer<typeof analysis>;
export type MemoryHealthShown = z.infer<typeof memory>;
export type DashboardStart = (typeof dashboardStarts)[number];
export type DashboardPart = (typeof dashboardParts)[number];
