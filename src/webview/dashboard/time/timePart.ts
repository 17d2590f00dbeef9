import type { ReadyDashboard, ShownRun } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { EmptyView } from '../../emptyView.js';
import { textButton } from '../../iconButton.js';
import type { DashboardActions } from '../dashboardActions.js';
import type { DashboardState } from '../dashboardState.js';
import type { Part } from '../part.js';
import { words } from '../words.js';
import { AnalysisView } from './analysisView.js';
import { RunChooser } from './runChooser.js';
import { TimelineView } from './timelineView.js';
import { WorkTable } from './workTable.js';

/** What one run spent its time on. */
export class TimePart implements Part {
	readonly element = element('div', { class: 'part' });
	readonly #chooser: RunChooser;
	readonly #headline = element('h2', { class: 'time-headline' });
	readonly #reason = element('p', { class: 'reason' });
	readonly #timeline = new TimelineView();
	readonly #table: WorkTable;
	readonly #analysis = new AnalysisView();
	readonly #run: HTMLElement;
	readonly #nothing: EmptyView<'generateNextChapter'>;
	#shown: ShownRun | undefined;

	constructor(actions: DashboardActions, state: DashboardState) {
		this.#chooser = new RunChooser((run) => actions.showRun(run));
		this.#table = new WorkTable(state);
		this.#nothing = new EmptyView((what) => actions.start(what));
		const exportProfile = textButton(words.exportProfile, 'secondary', () => actions.start('exportProfile'));
		this.#run = element(
			'div',
			{ class: 'sheet' },
			element('div', { class: 'bar' }, this.#chooser.element, exportProfile),
			element('div', {}, this.#headline, this.#reason),
			element('section', { class: 'card' }, this.#timeline.element, this.#table.element),
			this.#analysis.element,
		);
		this.element.append(this.#nothing.element, this.#run);
	}

	draw({ runs }: ReadyDashboard): void {
		this.#chooser.draw(runs, this.#shown?.run.id);
		this.#showRun(runs.length > 0 || this.#shown !== undefined);
	}

	drawRun(shown: ShownRun | undefined): void {
		this.#shown = shown;
		this.#showRun(shown !== undefined);
		if (shown === undefined) return;
		const { run, timeline, analysis } = shown;
		this.#chooser.choose(run.id);
		setText(this.#headline, analysis?.headline ?? words.runGoesOn);
		setText(this.#reason, analysis?.reason ?? words.runGoesOnTip);
		this.#timeline.draw(run.id, timeline);
		this.#table.draw(timeline);
		this.#analysis.draw(analysis, run.durationMs ?? timeline.wallMs);
	}

	/** Whoever was led here finds themselves at the run that it is about. */
	focusRun(): void {
		this.#chooser.focus();
	}

	#showRun(isThere: boolean): void {
		this.#run.hidden = !isThere;
		this.#nothing.element.hidden = isThere;
		if (isThere) return;
		this.#nothing.draw({
			title: words.noRun,
			text: words.noRunTip,
			buttons: [[words.generateNextChapter, 'generateNextChapter']],
		});
	}
}
