import type { BudgetShown, ForecastShown } from '../../../protocol/dashboard.js';
import { element, setAttribute, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { formats } from '../formats.js';
import { setLength } from '../meter.js';
import { words } from '../words.js';
import { moneyScale, type MoneyScale } from './moneyScale.js';

const thresholds = ['info', 'warning', 'critical'] as const;
/** Percent of the bar from which on words end where what they belong to ends. */
const farRight = 55;

/** The budget as one bar, and on the same scale where finishing the book would come to. */
export class MoneyPicture {
	readonly element: HTMLElement;
	readonly #bar: HTMLElement;
	readonly #spent = element('div', { class: 'money-spent' });
	readonly #held = element('div', { class: 'money-held' });
	readonly #limit = element('div', { class: 'money-limit' });
	readonly #marks = thresholds.map(() => element('div', { class: 'threshold' }, element('span')));
	readonly #limitMark = element('div', { class: 'threshold' }, element('span'));
	readonly #lane = element('div', { class: 'money-lane' });
	readonly #way = element('div', { class: 'forecast-way' });
	readonly #range = element('div', { class: 'forecast-range' });
	readonly #words = element('div', { class: 'forecast-words' });

	constructor() {
		this.#bar = element(
			'div',
			{ class: 'money-bar', role: 'img' },
			element('div', { class: 'money-left' }),
			this.#spent,
			this.#held,
			this.#limit,
		);
		this.#lane.append(this.#way, this.#range, this.#words);
		const axis = element('div', { class: 'money-axis' }, ...this.#marks, this.#limitMark);
		this.element = element('div', { class: 'money-picture' }, this.#bar, axis, this.#lane);
	}

	draw(budget: BudgetShown, forecast: ForecastShown): void {
		const { limit, spent, held, left, level } = budget;
		const scale = moneyScale({ limit, spent, held, ...(forecast.state === 'done' ? { forecast } : {}) });
		this.element.dataset['level'] = level;
		setLength(this.#spent, 'width', scale.spent);
		setLength(this.#held, 'left', scale.spent);
		setLength(this.#held, 'width', scale.held);
		setLength(this.#limit, 'left', scale.limit);
		this.#limit.hidden = scale.limit > 99.9;
		const amounts = [spent, held, left, limit].map((amount) => formats.money(amount));
		setAttribute(this.#bar, 'aria-label', filled(words.budgetBar, ...amounts));
		this.#drawThresholds(budget, scale);
		this.#drawForecast(scale, forecast, spent + held);
	}

	#drawThresholds(budget: BudgetShown, scale: MoneyScale): void {
		const { thresholds: percents } = budget;
		thresholds.forEach((name, at) => {
			const mark = this.#marks[at];
			if (mark === undefined) return;
			placeMark(mark, (percents[name] / 100) * scale.limit, formats.percent(percents[name] / 100));
			setAttribute(mark, 'title', words[name]);
		});
		// At the end of the bar it goes without saying.
		this.#limitMark.hidden = this.#limit.hidden;
		placeMark(this.#limitMark, scale.limit, formats.money(budget.limit));
	}

	#drawForecast(scale: MoneyScale, forecast: ForecastShown, committed: number): void {
		const range = scale.forecast;
		const isShown = range !== undefined && forecast.state === 'done' && forecast.p90 > 0;
		this.#lane.hidden = !isShown;
		if (!isShown) return;
		const start = scale.spent + scale.held;
		setLength(this.#way, 'left', start);
		setLength(this.#way, 'width', range.from - start);
		setLength(this.#range, 'left', range.from);
		setLength(this.#range, 'width', Math.max(0.6, range.to - range.from));
		this.#range.classList.toggle('beyond', range.isBeyond);
		const ends = [committed + forecast.p50, committed + forecast.p90].map((amount) => formats.money(amount));
		setText(this.#words, filled(words.finishedAt, ...ends));
		this.#placeWords(range);
	}

	/** Beneath the range, towards the side where there is more room. */
	#placeWords({ from, to }: NonNullable<MoneyScale['forecast']>): void {
		const isBefore = (from + to) / 2 > farRight;
		this.#words.classList.toggle('before', isBefore);
		setLength(this.#words, 'left', isBefore ? 0 : from);
		setLength(this.#words, 'width', isBefore ? to : 100 - from);
	}
}

/** @param place in percent */
function placeMark(mark: HTMLElement, place: number, text: string): void {
	setLength(mark, 'left', place);
	setText(mark.children[0] ?? mark, text);
}
