import type { RunAnalysis, Severity } from '../../../protocol/dashboard.js';
import { element, svgElement } from '../../element.js';
import { filled } from '../../filled.js';
import { Redrawn } from '../../redrawn.js';
import { formats } from '../formats.js';
import { Meter } from '../meter.js';
import { words } from '../words.js';
import { operationsTable, waitsTable } from './analysisTables.js';

interface Analysed {
	readonly analysis: RunAnalysis | undefined;
	readonly wallMs: number;
}

const severityBars: Readonly<Record<Severity, number>> = { low: 1, medium: 2, high: 3, critical: 4 };

/** What a run that has ended came to: where it was held up, and what would end one like it sooner. */
export class AnalysisView {
	readonly element = element('div', { class: 'analysis' });
	readonly #redrawn = new Redrawn<Analysed>(this.element, ({ analysis, wallMs }) =>
		analysis === undefined ? [] : sectionsOf(analysis, wallMs),
	);

	/** @param wallMs of the run */
	draw(analysis: RunAnalysis | undefined, wallMs: number): void {
		this.element.hidden = analysis === undefined;
		this.#redrawn.draw({ analysis, wallMs });
	}
}

function sectionsOf(analysis: RunAnalysis, wallMs: number): readonly Node[] {
	const { usedTime, bottlenecks, whatIfs, suggestions, waits, operations, trust } = analysis;
	return [
		...section(words.bottlenecks, words.noBottlenecks, bottlenecks.map(bottleneckLine)),
		...section(
			words.whatIfs,
			words.noWhatIfs,
			whatIfs.map((whatIf) => whatIfLine(whatIf, wallMs)),
			element('p', { class: 'muted' }, trust),
		),
		...section(words.usedTime, undefined, usedTime.map(usedTimeLine)),
		...section(
			words.suggestions,
			undefined,
			suggestions.map((suggestion) => element('li', { class: 'suggestion' }, suggestion)),
		),
		...tableSection(words.waits, waits.length, () => waitsTable(waits)),
		...tableSection(words.operations, operations.length, () => operationsTable(operations)),
	];
}

/** @param none what is said where there are no lines; undefined to say nothing */
function section(title: string, none: string | undefined, lines: readonly Node[], ...more: readonly Node[]): Node[] {
	if (lines.length === 0 && none === undefined) return [];
	const body = lines.length === 0 ? element('p', { class: 'muted' }, none ?? '') : element('ul', {}, ...lines);
	return [element('section', { class: 'card' }, element('h2', {}, title), body, ...(lines.length === 0 ? [] : more))];
}

function tableSection(title: string, rows: number, table: () => HTMLElement): Node[] {
	if (rows === 0) return [];
	return [element('section', { class: 'card wide' }, element('h2', {}, title), table())];
}

function bottleneckLine({ name, severity, ms, share, recommendation }: RunAnalysis['bottlenecks'][number]): Node {
	const figures = filled(words.timeAndShare, formats.duration(ms), formats.percent(share));
	return element(
		'li',
		{ class: 'bottleneck' },
		element('p', { class: 'line' }, element('strong', {}, name), severityMark(severity), amount(figures)),
		meterOf(name, share, figures),
		...(recommendation === undefined ? [] : [element('p', {}, recommendation)]),
	);
}

/** One to four bars, and the word. */
function severityMark(severity: Severity): Node {
	const bars = [1, 2, 3, 4].map((bar) =>
		svgElement('rect', {
			class: bar <= severityBars[severity] ? 'full' : 'hollow',
			x: String(bar * 4 - 3),
			y: String(13 - bar * 3),
			width: '3',
			height: String(bar * 3),
		}),
	);
	const sign = svgElement('svg', { class: 'bars', viewBox: '0 0 17 14', 'aria-hidden': 'true' }, ...bars);
	return element('span', { class: 'severity', 'data-severity': severity }, sign, words[`severity_${severity}`]);
}

function whatIfLine({ change, predictedMs, gain, gainWords }: RunAnalysis['whatIfs'][number], wallMs: number): Node {
	const predicted = filled(words.insteadOf, formats.duration(predictedMs), formats.duration(wallMs));
	return element(
		'li',
		{ class: 'what-if', ...(gain > 0 ? { 'data-gains': '' } : {}) },
		element('p', { class: 'line' }, element('strong', {}, change), amount(gainWords)),
		meterOf(change, predictedMs / Math.max(1, wallMs), predicted),
		element('p', { class: 'muted' }, predicted),
	);
}

function usedTimeLine({ name, ms, share }: RunAnalysis['usedTime'][number]): Node {
	const figures = filled(words.timeAndShare, formats.duration(ms), formats.percent(share));
	return element(
		'li',
		{ class: 'used-time' },
		element('p', { class: 'line' }, element('span', {}, name), amount(figures)),
		meterOf(name, share, figures),
	);
}

function amount(text: string): Node {
	return element('span', { class: 'amount' }, text);
}

function meterOf(label: string, share: number, text: string): Node {
	const meter = new Meter('slim', label);
	meter.draw(share, text);
	return meter.element;
}
