import * as vscode from 'vscode';
import { locale } from '../locale.js';
import type { Bottleneck } from '../../core/profiling/bottlenecks.js';
import { leastGain } from '../../core/profiling/recommendations.js';
import type { WhatIf } from '../../core/profiling/runChange.js';
import type { RunProfile } from '../../core/profiling/runProfile.js';
import type { RunAnalysis } from '../../protocol/dashboard.js';
import { changeWords, edgeSentence, gainWords, percentWords } from '../profiling/changeWords.js';
import { bottleneckName, operationTitle, preciseDuration, useTitle } from '../profiling/profileWords.js';

/** Where the time of a run went, in words: the answer first, then what would end the next one sooner, then the figures. */
export function runAnalysis(profile: RunProfile): RunAnalysis {
	const { usedTime, bottlenecks, whatIfs, recommendations, parallelizations, statistics } = profile;
	return {
		headline: headline(profile),
		reason: mainReason(profile),
		usedTime: usedTime.map(({ use, ms, share }) => ({ name: useTitle(use), ms, share })),
		bottlenecks: bottlenecks.map((one) => bottleneckShown(one, whatIfs)),
		whatIfs: whatIfs.map((one) => ({
			change: changeWords(one.change),
			predictedMs: one.predictedMs,
			gain: one.gain,
			gainWords: gainWords(one),
		})),
		suggestions: [
			...recommendations.map((one) => `${changeWords(one.change)}: ${gainWords(one)}.`),
			...parallelizations.map(edgeSentence),
		],
		waits: waits(profile),
		operations: statistics.map(({ type, stage, count, meanMs, p50Ms, p90Ms, p99Ms, maxMs }) => ({
			name: operationTitle(type, stage),
			count,
			meanMs,
			p50Ms,
			p90Ms,
			p99Ms,
			maxMs,
		})),
		trust: trust(profile),
	};
}

function headline({ run, wallMs }: RunProfile): string {
	const began = new Date(run.startedAt).toLocaleString(locale(), {
		dateStyle: 'medium',
		timeStyle: 'short',
	});
	const took = preciseDuration(wallMs);
	if (run.durationMs === undefined)
		return vscode.l10n.t(
			'The run of {0} has not ended, or its process was stopped; it took {1} at least.',
			began,
			took,
		);
	return run.outcome === 'done'
		? vscode.l10n.t('The run of {0} took {1}.', began, took)
		: vscode.l10n.t('The run of {0} took {1} and was not finished.', began, took);
}

function mainReason({ bottlenecks: [worst], timeline, whatIfs }: RunProfile): string {
	if (timeline.length === 0) return vscode.l10n.t('Nothing was left to do in it.');
	if (worst === undefined) return vscode.l10n.t('No part of it stands out.');
	const held = vscode.l10n.t('Most of it, {0}, went into {1}.', percentWords(worst.share), bottleneckName(worst));
	const twice = twiceAsFast(worst, whatIfs);
	return twice === undefined
		? held
		: `${held} ${vscode.l10n.t('Twice as fast there ends the run {0}.', gainWords(twice))}`;
}

function bottleneckShown(one: Bottleneck, whatIfs: readonly WhatIf[]): RunAnalysis['bottlenecks'][number] {
	const twice = twiceAsFast(one, whatIfs);
	return {
		name: bottleneckName(one),
		severity: one.severity,
		ms: one.ms,
		share: one.share,
		...(twice === undefined
			? {}
			: { recommendation: vscode.l10n.t('Twice as fast there ends the run {0}.', gainWords(twice)) }),
	};
}

function twiceAsFast({ stage }: Bottleneck, whatIfs: readonly WhatIf[]): WhatIf | undefined {
	return whatIfs.find(({ change, gain }) => gain >= leastGain && stage !== undefined && change.faster?.[stage]);
}

function waits({ waits: { slots, rateLimits, providers, retries }, run }: RunProfile): RunAnalysis['waits'] {
	return [
		{ name: vscode.l10n.t('one of {0} slots', run.slots), ...slots },
		{ name: vscode.l10n.t('a rate limit'), ...rateLimits },
		{ name: vscode.l10n.t('a provider that was away'), ...providers },
		{ name: vscode.l10n.t('another try'), ...retries },
	];
}

function trust({ baseline }: RunProfile): string {
	return vscode.l10n.t(
		'What would have been is reckoned by scheduling the same work again. The run as it was comes out {0} off that way, which is taken out of the figures.',
		percentWords(Math.abs(baseline.error)),
	);
}
