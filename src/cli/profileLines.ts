import type { Bottleneck } from '../core/profiling/bottlenecks.js';
import type { NodePlace, Parallelization } from '../core/profiling/parallelization.js';
import type { RunChange, WhatIf } from '../core/profiling/runChange.js';
import type { RunProfile } from '../core/profiling/runProfile.js';
import type { TimeUse } from '../core/profiling/timeUse.js';
import { durationOf, tableOf } from './layout.js';

/** A run's profile in words: how long it took and why, and what would end one like it sooner. */
export function profileLines(profile: RunProfile): readonly string[] {
	const { usedTime, pathStages, bottlenecks, recommendations, parallelizations, statistics } = profile;
	const head = [...summaryLines(profile), ''];
	if (profile.timeline.length === 0) return [...head, 'Nothing was left to do in it.'];
	return [
		...head,
		...tableOf(
			['Where the time went', 'Took', 'Share'],
			usedTime.map(({ use, ms, share }) => [uses[use], preciseDuration(ms), percent(share)]),
		),
		'',
		...tableOf(
			['Critical path by stage', 'Tasks', 'Took', 'Share'],
			pathStages.map(({ stage, tasks, ms, share }) => [
				named(stage),
				String(tasks),
				preciseDuration(ms),
				percent(share),
			]),
		),
		'',
		...(bottlenecks.length === 0
			? ['No bottleneck stands out.']
			: ['Bottlenecks', ...bottlenecks.map((one) => bottleneckLine(one, profile))]),
		'',
		...(recommendations.length === 0
			? ['Nothing that is known would have ended it noticeably sooner.']
			: ['What would have ended it sooner', ...recommendations.map((one) => `  ${whatIfLine(one)}`)]),
		...parallelizations.map((one) => `  ${parallelizationLine(one)}`),
		'',
		...tableOf(
			['Operation', 'Calls', 'Mean', 'p50', 'p90', 'p99', 'Longest'],
			statistics.map(({ type, stage, count, ...times }) => [
				stage === undefined ? type : `${type}: ${named(stage)}`,
				String(count),
				...[times.meanMs, times.p50Ms, times.p90Ms, times.p99Ms, times.maxMs].map(preciseDuration),
			]),
		),
	];
}

function summaryLines({ run, wallMs, waits, baseline }: RunProfile): readonly string[] {
	const { outcome, strategy, continuity, slots, durationMs } = run;
	const took = durationMs === undefined ? 'at least ' : '';
	const how = outcome === undefined ? 'it has not ended, or its process was killed' : `it ended: ${outcome}`;
	return [
		`The run of ${new Date(run.startedAt).toISOString().slice(0, 19).replace('T', ' ')} UTC took ${took}${preciseDuration(wallMs)}; ${how}. ${strategy}, ${continuity}, ${slots} at once.`,
		`Waits of all tasks together: for a slot ${preciseDuration(waits.slots.totalMs)}, for rate limits ${preciseDuration(waits.rateLimits.totalMs)}, for providers that were away ${preciseDuration(waits.providers.totalMs)}, before other tries ${preciseDuration(waits.retries.totalMs)}.`,
		`Scheduled again, the run as it was comes out ${(baseline.error * 100).toFixed(1)} % off; what is said of others is corrected by it.`,
	];
}

const uses: Readonly<Record<TimeUse, string>> = {
	'first-text': "models' first words",
	writing: 'models writing',
	memory: 'memory',
	context: 'fitting what is known to a prompt',
	store: 'saving',
	computing: 'computing',
	retry: 'before other tries',
	'rate-limit': 'rate limits',
	'provider-away': 'providers that were away',
	between: 'before, between and after the work',
};

function bottleneckLine({ kind, stage, ms, share, severity }: Bottleneck, { whatIfs }: RunProfile): string {
	const what = kind === 'stage' ? named(stage ?? '') : uses[kind];
	const held = `  ${severity.padEnd(8)}  ${what}: ${percent(share)} of the critical path, ${preciseDuration(ms)}`;
	const twice = whatIfs.find(({ change }) => stage !== undefined && change.faster?.[stage] !== undefined);
	return twice === undefined ? held : `${held}; twice as fast ends the run ${percent(twice.gain)} sooner`;
}

function whatIfLine({ change, gain, savedMs }: WhatIf): string {
	return `${changeWords(change)}: ${percent(gain)} sooner, ${preciseDuration(savedMs)} less`;
}

/** As the subject of "ends the run sooner". */
function changeWords(change: RunChange): string {
	const { faster, slots, strategy, continuity, batchedAudits, unlimitedRates, noRetries } = change;
	const [stage, times] = Object.entries(faster ?? {})[0] ?? [];
	const words = [
		stage === undefined ? '' : `${named(stage)} ${times === 2 ? 'twice' : `${times} times`} as fast, by another model`,
		slots === undefined ? '' : `${slots} at once (--concurrency ${slots})`,
		continuity === undefined ? '' : `chapters ${continuity} (continuity: ${continuity})`,
		strategy === undefined ? '' : `${strategy} in place of the order (strategy: ${strategy})`,
		batchedAudits ? 'audits in a batch, which come back within a day (--audits batch)' : '',
		unlimitedRates ? 'higher rate limits at the provider' : '',
		noRetries ? 'calls that do not fail' : '',
	];
	return words.filter((part) => part !== '').join(', ');
}

function parallelizationLine({ waiting, needed, times, without, remedy }: Parallelization): string {
	const edge = `${placed(waiting)} waited for ${placed(needed)}${times > 1 ? ` (and ${times - 1} more like it)` : ''}`;
	if (remedy !== undefined && remedy.savedMs > 0)
		return `${edge}; with continuity: planned the run would have ended ${timesSooner(remedy)} sooner`;
	return `${edge}; without that the run would have ended ${timesSooner(without)} sooner`;
}

function timesSooner({ predictedMs, savedMs }: WhatIf): string {
	const times = (predictedMs + savedMs) / predictedMs;
	return times >= 1.5 ? `${times.toFixed(1)} times` : percent(savedMs / (predictedMs + savedMs));
}

function placed({ stage, chapter, scene }: NodePlace): string {
	const where =
		chapter === undefined ? 'the book' : `chapter ${chapter}${scene === undefined ? '' : `, scene ${scene}`}`;
	return `${named(stage)} of ${where}`;
}

function named(stage: string): string {
	return stage.replaceAll('_', ' ');
}

function percent(share: number): string {
	return `${(share * 100).toFixed(share >= 0.1 || share === 0 ? 0 : 1)} %`;
}

/** `420 ms`, `4.2 s`, `35 min` */
export function preciseDuration(ms: number): string {
	if (ms < 1_000) return `${Math.round(ms)} ms`;
	return ms < 90_000 ? `${(ms / 1_000).toFixed(1)} s` : durationOf(ms);
}
