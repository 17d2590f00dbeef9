import type { Timeline } from '../../../protocol/timeline.js';
import { element, setAttribute, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { textButton } from '../../iconButton.js';
import { Redrawn } from '../../redrawn.js';
import type { DashboardState } from '../dashboardState.js';
import { formats } from '../formats.js';
import { clockTime } from '../numberFormats.js';
import { tableFrame } from '../tableFrame.js';
import { words } from '../words.js';
import { worksOf, type Work } from './work.js';
import { marksOf } from './workWords.js';

/** Rows at first, and with each "Show more". */
const step = 100;

interface ShownWork {
	readonly works: readonly Work[];
	readonly stages: readonly string[];
}

/** The timeline as a table, for those who would rather read it or have it read. */
export class WorkTable {
	readonly element: HTMLElement;
	readonly #state: DashboardState;
	readonly #toggle = textButton('', 'link', () => this.#setOpen(!this.#state.value.showsBars));
	readonly #which = element('select', { 'aria-label': words.whichWork });
	readonly #more = textButton(words.showMore, 'link', () => this.#showMore());
	readonly #sentence = element('p', { class: 'muted' });
	readonly #rows = element('tbody');
	readonly #redrawn = new Redrawn<ShownWork>(this.#rows, ({ works, stages }) =>
		works.map((work) => rowOf(work, stages)),
	);
	readonly #body: HTMLElement;
	#timeline: Timeline | undefined;
	#most = step;

	constructor(state: DashboardState) {
		this.#state = state;
		this.#which.append(
			element('option', { value: 'critical' }, words.criticalPath),
			element('option', { value: 'all' }, words.allWork),
		);
		this.#which.addEventListener('change', () => this.#chooseOthers());
		const heads = [words.stageHead, words.chapterHead, words.sceneHead, words.startHead, words.durationHead];
		const cells = [...heads, words.triesHead, words.marksHead].map((head) => element('th', { scope: 'col' }, head));
		const table = element(
			'table',
			{ class: 'plain', 'aria-label': words.workTable },
			element('thead', {}, element('tr', {}, ...cells)),
			this.#rows,
		);
		const frame = tableFrame(table, words.workTable);
		this.#body = element('div', { id: 'work-table' }, this.#which, frame, this.#sentence, this.#more);
		this.#toggle.setAttribute('aria-controls', 'work-table');
		this.element = element('div', { class: 'work-table' }, this.#toggle, this.#body);
		this.#draw();
	}

	draw(timeline: Timeline): void {
		this.#timeline = timeline;
		this.#draw();
	}

	#draw(): void {
		const isOpen = this.#state.value.showsBars;
		setText(this.#toggle, isOpen ? words.hideTable : words.showTable);
		setAttribute(this.#toggle, 'aria-expanded', String(isOpen));
		this.#body.hidden = !isOpen;
		if (!isOpen || this.#timeline === undefined) return;
		const isAll = this.#which.value === 'all';
		const works = worksOf(this.#timeline).filter(({ isOnCriticalPath }) => isAll || isOnCriticalPath);
		const shown = works.slice(0, this.#most);
		this.#redrawn.draw({ works: shown, stages: this.#timeline.stages });
		setText(this.#sentence, filled(words.shownOf, shown.length, works.length));
		this.#more.hidden = shown.length === works.length;
	}

	#setOpen(showsBars: boolean): void {
		this.#state.change({ showsBars });
		this.#draw();
	}

	#chooseOthers(): void {
		this.#most = step;
		this.#draw();
	}

	#showMore(): void {
		this.#most += step;
		this.#draw();
	}
}

function rowOf(work: Work, stages: readonly string[]): HTMLElement {
	const { stage, chapter, scene, startMs, durationMs, tries } = work;
	const figures = [chapter, scene].map((number) => (number === undefined ? '–' : formats.count(number)));
	const times = [clockTime(startMs, 100), formats.duration(durationMs), formats.count(tries)];
	const cells = [...figures, ...times, marksOf(work).join(', ')].map((text) => element('td', {}, text));
	return element('tr', {}, element('th', { scope: 'row' }, stages[stage] ?? ''), ...cells);
}
