import * as vscode from 'vscode';
import type { Bottleneck, Severity } from '../../core/profiling/bottlenecks.js';
import { leastGain } from '../../core/profiling/recommendations.js';
import type { RunProfile } from '../../core/profiling/runProfile.js';
import type { TimeUse } from '../../core/profiling/timeUse.js';
import type { OperationType } from '../../core/profiling/span.js';
import { durationWords } from '../costs/durationWords.js';
import { stageTitle } from '../stageTitles.js';
import { changeWords, edgeSentence, gainWords, percentWords } from './changeWords.js';
import { markdownTable } from '../pages/markdownTable.js';
import { decimal, locale } from '../locale.js';

/** Where the time of a run went as a page: the answer first, then what would end the next one sooner, then the figures. */
export function bottlenecksPage(profile: RunProfile | undefined): string {
	const title = `# ${vscode.l10n.t('Where the Time Went')}`;
	if (profile === undefined)
		return [
			title,
			vscode.l10n.t(
				'No run has been recorded yet. Generate a chapter with **Prometheus Novel: Generate Next Chapter**, then come back: what it spent its time on appears here.',
			),
		].join('\n\n');
	const head = [title, `**${headline(profile)}**`];
	if (profile.timeline.length === 0) return [...head, vscode.l10n.t('Nothing was left to do in it.')].join('\n\n');
	return [
		...head,
		mainReason(profile),
		usedTable(profile),
		pathTable(profile),
		...bottlenecks(profile),
		...suggestions(profile),
		...whatIfs(profile),
		waits(profile),
		percentiles(profile),
		trust(profile),
	].join('\n\n');
}

function headline({ run, wallMs }: RunProfile): string {
	const began = new Date(run.startedAt).toLocaleString(locale());
	if (run.durationMs === undefined)
		return vscode.l10n.t(
			'The run of {0} has not ended, or its process was stopped; it took {1} at least.',
			began,
			precise(wallMs),
		);
	return run.outcome === 'done'
		? vscode.l10n.t('The run of {0} took {1}.', began, precise(wallMs))
		: vscode.l10n.t('The run of {0} took {1} and was not finished.', began, precise(wallMs));
}

function mainReason({ bottlenecks: [worst], whatIfs: all }: RunProfile): string {
	if (worst === undefined) return vscode.l10n.t('No part of it stands out.');
	const held = vscode.l10n.t('Most of it, {0}, went into {1}.', percentWords(worst.share), nameOf(worst));
	const twice = all.find(
		({ change, gain }) => gain >= leastGain && worst.stage !== undefined && change.faster?.[worst.stage],
	);
	return twice === undefined
		? held
		: `${held} ${vscode.l10n.t('Twice as fast there ends the run {0}.', gainWords(twice))}`;
}

function usedTable({ usedTime }: RunProfile): string {
	const head = [vscode.l10n.t('Where the time went'), vscode.l10n.t('Took'), vscode.l10n.t('Share')];
	return markdownTable(
		head,
		usedTime.map(({ use, ms, share }) => [useTitle(use), precise(ms), percentWords(share)]),
	);
}

function pathTable({ pathStages }: RunProfile): string {
	const head = [
		vscode.l10n.t('The longest chain, by stage'),
		vscode.l10n.t('Tasks'),
		vscode.l10n.t('Took'),
		vscode.l10n.t('Share'),
	];
	const rows = pathStages.map(({ stage, tasks, ms, share }) => [
		stageTitle(stage),
		tasks.toLocaleString(locale()),
		precise(ms),
		percentWords(share),
	]);
	return markdownTable(head, rows);
}

function bottlenecks({ bottlenecks: all, whatIfs: changes }: RunProfile): readonly string[] {
	if (all.length === 0) return [];
	const lines = all.map((one) => {
		const twice = changes.find(
			({ change, gain }) => gain >= leastGain && one.stage !== undefined && change.faster?.[one.stage],
		);
		const held = vscode.l10n.t(
			'**{0}**: {1}, {2} of the longest chain in {3} tasks.',
			severityTitle(one.severity),
			nameOf(one),
			percentWords(one.share),
			one.tasks,
		);
		return `- ${twice === undefined ? held : `${held} ${vscode.l10n.t('Twice as fast ends the run {0}.', gainWords(twice))}`}`;
	});
	return [`## ${vscode.l10n.t('Bottlenecks')}`, lines.join('\n')];
}

function suggestions({ recommendations, parallelizations }: RunProfile): readonly string[] {
	const title = `## ${vscode.l10n.t('What would end a run like this sooner')}`;
	const lines = [
		...recommendations.map((one) => `1. ${changeWords(one.change)}: ${gainWords(one)}.`),
		...parallelizations.map((one) => `1. ${edgeSentence(one)}`),
	];
	return [title, lines.length === 0 ? vscode.l10n.t('Nothing that is known here.') : lines.join('\n')];
}

function whatIfs({ whatIfs: all }: RunProfile): readonly string[] {
	if (all.length === 0) return [];
	const head = [vscode.l10n.t('What if'), vscode.l10n.t('It would have taken'), vscode.l10n.t('Difference')];
	return [
		markdownTable(
			head,
			all.map((one) => [changeWords(one.change), precise(one.predictedMs), gainWords(one)]),
		),
	];
}

function waits({ waits: { slots, rateLimits, providers, retries }, run }: RunProfile): string {
	const head = [
		vscode.l10n.t('Ready, but waiting for'),
		vscode.l10n.t('All tasks together'),
		vscode.l10n.t('On the longest chain'),
	];
	const rows = [
		[vscode.l10n.t('one of {0} slots', run.slots), slots],
		[vscode.l10n.t('a rate limit'), rateLimits],
		[vscode.l10n.t('a provider that was away'), providers],
		[vscode.l10n.t('another try'), retries],
	] as const;
	return markdownTable(
		head,
		rows.map(([name, { totalMs, onPathMs }]) => [name, precise(totalMs), precise(onPathMs)]),
	);
}

function percentiles({ statistics }: RunProfile): string {
	const head = [
		vscode.l10n.t('Operation'),
		vscode.l10n.t('Times'),
		vscode.l10n.t('Mean'),
		vscode.l10n.t('Half below'),
		vscode.l10n.t('90 % below'),
		vscode.l10n.t('99 % below'),
		vscode.l10n.t('Longest'),
	];
	const rows = statistics.map(({ type, stage, count, ...times }) => [
		stage === undefined ? typeTitle(type) : `${typeTitle(type)}: ${stageTitle(stage)}`,
		count.toLocaleString(locale()),
		...[times.meanMs, times.p50Ms, times.p90Ms, times.p99Ms, times.maxMs].map(precise),
	]);
	return markdownTable(head, rows);
}

function trust({ baseline }: RunProfile): string {
	return vscode.l10n.t(
		'What would have been is reckoned by scheduling the same work again. The run as it was comes out {0} off that way, which is taken out of the figures. *Export Profile* writes the run for Perfetto, chrome://tracing or OpenTelemetry.',
		percentWords(Math.abs(baseline.error)),
	);
}

function nameOf({ kind, stage }: Bottleneck): string {
	return kind === 'stage' ? stageTitle(stage ?? '') : useTitle(kind);
}

function useTitle(use: TimeUse): string {
	const titles: Readonly<Record<TimeUse, string>> = {
		'first-text': vscode.l10n.t('waiting for models’ first words'),
		writing: vscode.l10n.t('models writing'),
		memory: vscode.l10n.t('memory'),
		context: vscode.l10n.t('fitting what is known to a prompt'),
		store: vscode.l10n.t('saving'),
		computing: vscode.l10n.t('computing'),
		retry: vscode.l10n.t('pauses before another try'),
		'rate-limit': vscode.l10n.t('waiting for rate limits'),
		'provider-away': vscode.l10n.t('waiting for providers that were away'),
		between: vscode.l10n.t('before, between and after the work'),
	};
	return titles[use];
}

function typeTitle(type: OperationType): string {
	const titles: Readonly<Record<OperationType, string>> = {
		run: vscode.l10n.t('Run'),
		stage: vscode.l10n.t('Stage'),
		'model-call': vscode.l10n.t('Model call'),
		memory: vscode.l10n.t('Memory'),
		context: vscode.l10n.t('Context'),
		store: vscode.l10n.t('Saving'),
		wait: vscode.l10n.t('Wait'),
	};
	return titles[type];
}

function severityTitle(severity: Severity): string {
	const titles: Readonly<Record<Severity, string>> = {
		low: vscode.l10n.t('Low'),
		medium: vscode.l10n.t('Medium'),
		high: vscode.l10n.t('High'),
		critical: vscode.l10n.t('Critical'),
	};
	return titles[severity];
}

function precise(ms: number): string {
	if (ms < 1_000) return vscode.l10n.t('{0} ms', Math.round(ms));
	return ms < 90_000 ? vscode.l10n.t('{0} s', decimal(ms / 1_000, 1)) : durationWords(ms);
}
