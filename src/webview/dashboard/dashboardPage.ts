import type {
	Breakdown,
	CostRow,
	DashboardPart,
	DashboardProtocol,
	DashboardSnapshot,
	DashboardStart,
	ReadyDashboard,
} from '../../protocol/dashboard.js';
import { absenceEmptiness } from '../absenceEmptiness.js';
import { element } from '../element.js';
import { EmptyView } from '../emptyView.js';
import type { HostChannel } from '../hostChannel.js';
import { PageNotices } from '../pageNotices.js';
import { CostsPart } from './costs/costsPart.js';
import type { DashboardActions, LatestCalls } from './dashboardActions.js';
import { parts, type DashboardState } from './dashboardState.js';
import { HealthPart } from './memory/healthPart.js';
import { NovelHeader } from './novelHeader.js';
import { OverviewPart } from './overview/overviewPart.js';
import type { Part } from './part.js';
import { PartTabs } from './partTabs.js';
import { TimePart } from './time/timePart.js';
import { words } from './words.js';

/** The host writes down what is kept. */
const scrollPauseMs = 200;

/** All that the dashboard shows. Each snapshot brings it up to date in place. */
export class DashboardPage implements DashboardActions {
	readonly #channel: HostChannel<DashboardProtocol>;
	readonly #state: DashboardState;
	readonly #notices = new PageNotices(words.dismiss);
	readonly #header = new NovelHeader();
	readonly #tabs = new PartTabs(parts, (part) => this.#show(part));
	readonly #time: TimePart;
	readonly #parts: Readonly<Record<DashboardPart, Part>>;
	readonly #panels = element('main', { 'aria-label': words.dashboard });
	readonly #empty = new EmptyView<DashboardStart>((what) => this.start(what));
	readonly #emptyPage = element('main', { class: 'empty-page', 'aria-label': words.dashboard }, this.#empty.element);
	#snapshot: ReadyDashboard | undefined;
	#scrollTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(channel: HostChannel<DashboardProtocol>, state: DashboardState) {
		this.#channel = channel;
		this.#state = state;
		this.#time = new TimePart(this, state);
		this.#parts = {
			overview: new OverviewPart(this),
			costs: new CostsPart(this, state),
			time: this.#time,
			memory: new HealthPart(this),
		};
	}

	/** Puts the page into the document and asks for what it is to show. */
	open(): void {
		for (const part of parts) this.#panels.append(this.#panelOf(part));
		this.#showNovel(false);
		this.#emptyPage.hidden = true;
		document.body.append(
			this.#header.element,
			this.#tabs.element,
			this.#panels,
			this.#emptyPage,
			...this.#notices.elements,
		);
		this.#channel.on('snapshot', (snapshot) => this.#draw(snapshot));
		this.#channel.on('run', ({ shown, failure }) => {
			if (failure === undefined) this.#time.drawRun(shown);
			else this.#notices.show({ text: failure });
		});
		this.#channel.on('reveal', ({ part, run }) => (run === undefined ? this.#show(part) : this.#openRun(run)));
		this.#look();
	}

	start(what: DashboardStart): void {
		this.#ask(this.#channel.ask('start', { what }));
	}

	estimate(): void {
		this.#ask(this.#channel.ask('estimate', {}));
	}

	openChapter(chapter: number): void {
		this.#ask(this.#channel.ask('openChapter', { chapter }));
	}

	showReceipt(chapter: number): void {
		this.#ask(this.#channel.ask('showReceipt', { chapter }));
	}

	showRun(run: string): void {
		this.#openRun(run);
		this.#time.focusRun();
	}

	showBreakdown(breakdown: Breakdown): void {
		this.#state.change({ breakdown, opened: [] });
		this.#look();
	}

	calls(breakdown: Breakdown, key: CostRow['key']): Promise<LatestCalls> {
		return this.#channel.ask('calls', { breakdown, key });
	}

	say(text: string): void {
		this.#notices.say(text);
	}

	#openRun(run: string): void {
		this.#state.change({ run });
		if (this.#state.value.part === 'time') this.#look();
		this.#show('time');
	}

	#ask(answer: Promise<unknown>): void {
		answer.catch((error: unknown) => this.#notices.fail(error));
	}

	#look(): void {
		this.#ask(this.#channel.ask('look', this.#state.look()));
	}

	#draw(snapshot: DashboardSnapshot): void {
		const isReady = snapshot.state === 'ready';
		this.#showNovel(isReady);
		this.#emptyPage.hidden = isReady;
		if (snapshot.state !== 'ready') return this.#empty.draw(absenceEmptiness(snapshot, words));
		const isFirst = this.#snapshot === undefined;
		this.#snapshot = snapshot;
		this.#header.draw(snapshot);
		this.#show(this.#state.value.part);
		if (isFirst) this.#scrollBack();
	}

	#showNovel(isThere: boolean): void {
		for (const part of [this.#header.element, this.#tabs.element, this.#panels]) part.hidden = !isThere;
	}

	#show(part: DashboardPart): void {
		const isOther = this.#state.value.part !== part;
		if (isOther) this.#state.change({ part });
		this.#tabs.draw(part);
		for (const one of parts) this.#parts[one].element.hidden = one !== part;
		if (this.#snapshot !== undefined) this.#parts[part].draw(this.#snapshot);
		if (isOther) this.#look();
	}

	#panelOf(part: DashboardPart): HTMLElement {
		const panel = this.#parts[part].element;
		panel.id = `part-${part}`;
		panel.setAttribute('role', 'tabpanel');
		panel.setAttribute('tabindex', '0');
		panel.setAttribute('aria-labelledby', `tab-${part}`);
		panel.addEventListener('scroll', () => this.#keepScroll());
		return panel;
	}

	#scrollBack(): void {
		const { part, scrolled } = this.#state.value;
		this.#parts[part].element.scrollTop = scrolled[part];
	}

	#keepScroll(): void {
		if (this.#scrollTimer !== undefined) return;
		this.#scrollTimer = setTimeout(() => {
			this.#scrollTimer = undefined;
			const { part, scrolled } = this.#state.value;
			this.#state.change({ scrolled: { ...scrolled, [part]: this.#parts[part].element.scrollTop } });
		}, scrollPauseMs);
	}
}
