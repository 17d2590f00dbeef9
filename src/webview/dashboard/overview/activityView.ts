import type { ReadyDashboard } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { icon, setIcon } from '../../icon.js';
import { textButton } from '../../iconButton.js';
import type { DashboardActions } from '../dashboardActions.js';
import { formats } from '../formats.js';
import { Meter } from '../meter.js';
import { words } from '../words.js';

type Activity = NonNullable<ReadyDashboard['activity']>;

/** What is being generated now; nothing, and what could be, otherwise. */
export class ActivityView {
	readonly element: HTMLElement;
	readonly #activity: HTMLElement;
	readonly #rest: HTMLElement;
	readonly #sign = icon('play');
	readonly #sentence = element('p', { class: 'activity-sentence' });
	readonly #figures = element('p', { class: 'muted' });
	readonly #meter = new Meter('slim', words.activityProgress);
	readonly #pause: HTMLButtonElement;
	readonly #generate: HTMLButtonElement;
	readonly #open: HTMLButtonElement;
	#shown: Activity | undefined;

	constructor(actions: DashboardActions) {
		const cancel = textButton(words.cancel, 'secondary', () => actions.start('cancelGeneration'));
		const whole = textButton(words.generateNovel, 'secondary', () => actions.start('generateNovel'));
		this.#pause = textButton(words.pause, 'secondary', () =>
			actions.start(this.#shown?.isPaused === true ? 'resumeGeneration' : 'pauseGeneration'),
		);
		this.#open = textButton(words.openChapter, 'link', () => {
			if (this.#shown?.chapter !== undefined) actions.openChapter(this.#shown.chapter);
		});
		this.#generate = textButton(words.generateNextChapter, 'primary', () => actions.start('generateNextChapter'));
		this.#activity = element(
			'div',
			{ class: 'activity' },
			element('div', { class: 'activity-words' }, this.#sign, this.#sentence, this.#open),
			element('div', { class: 'buttons' }, this.#pause, cancel),
			this.#meter.element,
			this.#figures,
		);
		this.#rest = element('div', { class: 'buttons' }, this.#generate, whole);
		this.element = element('section', { class: 'now', 'aria-label': words.now }, this.#activity, this.#rest);
	}

	draw({ activity }: ReadyDashboard): void {
		const hadFocus = this.element.contains(document.activeElement);
		const isOther = (activity === undefined) !== (this.#shown === undefined);
		this.#shown = activity;
		this.#activity.hidden = activity === undefined;
		this.#rest.hidden = activity !== undefined;
		if (activity !== undefined) this.#drawActivity(activity);
		// What had the focus is gone.
		if (hadFocus && isOther) (activity === undefined ? this.#generate : this.#pause).focus();
	}

	#drawActivity({ sentence, isPaused, chapter, words: written, wantedWords, spent }: Activity): void {
		const figures = filled(words.activityFigures, written, wantedWords, formats.money(spent));
		setIcon(this.#sign, isPaused ? 'pause' : 'play');
		setText(this.#sentence, sentence);
		setText(this.#figures, figures);
		setText(this.#pause, isPaused ? words.resume : words.pause);
		this.#open.hidden = chapter === undefined;
		this.#meter.draw(wantedWords === 0 ? 0 : written / wantedWords, figures);
	}
}
