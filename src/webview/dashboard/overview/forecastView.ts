import type { ForecastShown, ReadyDashboard } from '../../../protocol/dashboard.js';
import { element, setAttribute, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { textButton } from '../../iconButton.js';
import { KeyedList } from '../../keyedList.js';
import type { DashboardActions } from '../dashboardActions.js';
import { Figure } from '../figure.js';
import { formats } from '../formats.js';
import { Meter } from '../meter.js';
import { words } from '../words.js';
import { StageRanges } from './stageRanges.js';

type Done = Extract<ForecastShown, { state: 'done' }>;

/** What it takes to finish the book from here. */
export class ForecastView {
	readonly element: HTMLElement;
	readonly #headline = element('p', { class: 'headline' });
	readonly #sentence = element('p', { class: 'muted' });
	readonly #making = element('div', { class: 'endless', role: 'progressbar', 'aria-label': words.making });
	readonly #done = element('div', { class: 'forecast-done' });
	readonly #chaptersMeter = new Meter('slim', words.affordable);
	readonly #chapters = new Figure(words.affordable, { meter: this.#chaptersMeter });
	readonly #time = new Figure(words.expectedTime);
	readonly #made = new Figure(words.madeAt);
	readonly #noteList = element('ul', { class: 'notes' });
	readonly #notes = new KeyedList<string>(
		this.#noteList,
		(note) => note,
		(note) => ({ element: element('li', {}, note), update: () => undefined }),
	);
	readonly #stages = new StageRanges();
	readonly #estimate: HTMLButtonElement;
	#isMaking = false;

	constructor(actions: DashboardActions) {
		// It keeps the focus while it has nothing to do.
		this.#estimate = textButton(words.estimate, 'secondary', () => {
			if (!this.#isMaking) actions.estimate();
		});
		const figures = [this.#chapters, this.#time, this.#made].map((figure) => figure.element);
		this.#done.append(element('dl', { class: 'figures' }, ...figures), this.#noteList, this.#stages.element);
		this.element = element(
			'section',
			{ class: 'card' },
			element('h2', {}, words.forecast),
			this.#headline,
			this.#sentence,
			this.#making,
			this.#done,
			element('div', { class: 'buttons' }, this.#estimate),
		);
	}

	draw({ forecast }: ReadyDashboard): void {
		this.#isMaking = forecast.state === 'making';
		this.#making.hidden = !this.#isMaking;
		this.#done.hidden = forecast.state !== 'done';
		setAttribute(this.#estimate, 'aria-disabled', String(this.#isMaking));
		setText(this.#estimate, forecast.state === 'done' ? words.estimateAnew : words.estimate);
		setText(this.#headline, headlineOf(forecast));
		setText(this.#sentence, sentenceOf(forecast));
		this.#headline.classList.toggle('quiet', forecast.state !== 'done');
		if (forecast.state === 'done') this.#drawDone(forecast);
	}

	#drawDone({ madeAt, doneSince, chapters, affordableChapters, expectedMs, notes, byStage, p90 }: Done): void {
		const affordable = filled(words.affordableOf, affordableChapters, chapters);
		// Of these it is not known what is left of them; after the run they are made anew.
		const isWhole = doneSince === 0;
		this.#chapters.draw(isWhole && p90 > 0 ? affordable : undefined);
		this.#chaptersMeter.draw(chapters === 0 ? 1 : affordableChapters / chapters, affordable);
		this.#time.draw(isWhole ? formats.duration(expectedMs) : undefined);
		const at = formats.moment(madeAt);
		this.#made.draw(doneSince > 0 ? filled(words.madeAtSince, at, formats.percent(doneSince)) : at);
		this.#noteList.hidden = notes.length === 0;
		this.#notes.draw(notes);
		this.#stages.draw(isWhole && p90 > 0 ? byStage : []);
	}
}

function headlineOf(forecast: ForecastShown): string {
	switch (forecast.state) {
		case 'none':
			return words.noForecast;
		case 'making':
			return words.making;
		case 'failed':
			return words.forecastFailed;
		case 'done':
			return isFree(forecast)
				? words.forecastFree
				: filled(words.forecastRange, formats.money(forecast.p50), formats.money(forecast.p90));
	}
}

function sentenceOf(forecast: ForecastShown): string {
	switch (forecast.state) {
		case 'none':
			return words.noForecastTip;
		case 'making':
			return words.makingTip;
		case 'failed':
			return forecast.sentence;
		case 'done':
			return isFree(forecast) ? words.forecastFreeTip : words.forecastRangeTip;
	}
}

/** Nothing is left to do, or the models that are set cost nothing. */
function isFree({ p90 }: Done): boolean {
	return p90 === 0;
}
