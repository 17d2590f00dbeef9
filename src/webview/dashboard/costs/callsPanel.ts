import type { Breakdown, CallShown, CostRow } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { textButton } from '../../iconButton.js';
import { KeyedList, type Piece } from '../../keyedList.js';
import type { DashboardActions } from '../dashboardActions.js';
import { formats } from '../formats.js';
import { words } from '../words.js';

/** The latest calls of a row, asked for when they are looked at and when there are new ones. */
export class CallsPanel {
	readonly element: HTMLElement;
	readonly #actions: DashboardActions;
	readonly #breakdown: Breakdown;
	readonly #key: CostRow['key'];
	readonly #sentence = element('p', { class: 'muted' }, words.loading);
	readonly #list = element('ul', { class: 'calls' });
	readonly #calls: KeyedList<CallShown>;
	#isAsking = false;
	#isBehind = false;

	constructor(actions: DashboardActions, breakdown: Breakdown, key: CostRow['key']) {
		this.#actions = actions;
		this.#breakdown = breakdown;
		this.#key = key;
		this.#calls = new KeyedList<CallShown>(
			this.#list,
			({ id }) => id,
			() => new CallLine(actions),
		);
		const receipt = textButton(words.showReceipt, 'link', () => {
			if (typeof key === 'number') actions.showReceipt(key);
		});
		receipt.hidden = breakdown !== 'chapter' || typeof key !== 'number' || key < 1;
		this.element = element('div', { class: 'calls-panel' }, this.#list, this.#sentence, receipt);
	}

	async refresh(): Promise<void> {
		this.#isBehind = this.#isAsking;
		if (this.#isAsking) return;
		this.#isAsking = true;
		await this.#ask();
		this.#isAsking = false;
		if (this.#isBehind) await this.refresh();
	}

	async #ask(): Promise<void> {
		try {
			const { calls, isMore } = await this.#actions.calls(this.#breakdown, this.#key);
			this.#calls.draw(calls);
			this.#say(calls.length === 0 ? words.noCalls : isMore ? filled(words.latestCalls, calls.length) : '');
		} catch (error) {
			this.#say(error instanceof Error ? error.message : String(error));
		}
	}

	#say(sentence: string): void {
		setText(this.#sentence, sentence);
		this.#sentence.hidden = sentence === '';
	}
}

class CallLine implements Piece<CallShown> {
	readonly element: HTMLElement;
	readonly #at = element('time');
	readonly #stage = element('span');
	readonly #model = element('span', { class: 'muted' });
	readonly #note = element('span', { class: 'note' });
	readonly #spent = element('span', { class: 'amount' });
	readonly #chapter: HTMLButtonElement;
	readonly #timeline: HTMLButtonElement;
	#call: CallShown | undefined;

	constructor(actions: DashboardActions) {
		this.#chapter = textButton('', 'link', () => {
			if (this.#call?.chapter !== undefined) actions.openChapter(this.#call.chapter);
		});
		this.#timeline = textButton(words.showTimeline, 'link', () => {
			if (this.#call !== undefined) actions.showRun(this.#call.run);
		});
		const what = element('span', { class: 'what' }, this.#stage, this.#model, this.#note);
		const links = element('span', { class: 'links' }, this.#chapter, this.#timeline);
		this.element = element('li', {}, this.#at, what, links, this.#spent);
	}

	update(call: CallShown): void {
		this.#call = call;
		const { at, stage, model, chapter, hasTimeline, spent, note = '' } = call;
		setText(this.#at, formats.moment(at));
		setText(this.#stage, stage);
		setText(this.#model, model);
		setText(this.#note, note);
		this.#note.hidden = note === '';
		setText(this.#spent, formats.money(spent));
		this.#chapter.hidden = chapter === undefined;
		setText(this.#chapter, chapter === undefined ? '' : filled(words.chapter, chapter));
		this.#timeline.hidden = !hasTimeline;
	}
}
