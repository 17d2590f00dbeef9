import type { MemoryHealthShown, ReadyDashboard } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { filled } from '../../filled.js';
import { textButton } from '../../iconButton.js';
import type { DashboardActions } from '../dashboardActions.js';
import { formats } from '../formats.js';
import type { Part } from '../part.js';
import { words } from '../words.js';
import { RecallView } from './recallView.js';
import { Standing } from './standing.js';
import { TierFigure } from './tierFigure.js';

/** How what the book remembers is kept, and whether it is found again. */
export class HealthPart implements Part {
	readonly element = element('div', { class: 'part' });
	readonly #tiers = {
		immediate: new TierFigure('immediate'),
		recent: new TierFigure('recent'),
		archival: new TierFigure('archival'),
	};
	readonly #stale = new Standing();
	readonly #sync = new Standing();
	readonly #backup = new Standing();
	readonly #recall = new RecallView();

	constructor(actions: DashboardActions) {
		const tiers = [this.#tiers.immediate, this.#tiers.recent, this.#tiers.archival];
		const standings = [this.#stale, this.#sync, this.#backup].map((standing) => standing.element);
		const remembered = element(
			'section',
			{ class: 'card' },
			element('h2', {}, words.remembered),
			element('div', { class: 'tiers' }, ...tiers.map((tier) => tier.element)),
			element('ul', { class: 'standings' }, ...standings),
			element(
				'div',
				{ class: 'buttons' },
				textButton(words.openMemory, 'primary', () => actions.start('openMemory')),
				textButton(words.backUp, 'secondary', () => actions.start('backUpMemory')),
				textButton(words.checkMemory, 'secondary', () => actions.start('checkMemory')),
			),
		);
		this.element.append(element('div', { class: 'sheet' }, remembered, this.#recall.element));
	}

	draw({ memory }: ReadyDashboard): void {
		const { tiers, stale, sync, backup, recall } = memory;
		const most = Math.max(1, tiers.immediate, tiers.recent, tiers.archival);
		this.#tiers.immediate.draw(tiers.immediate, most);
		this.#tiers.recent.draw(tiers.recent, most);
		this.#tiers.archival.draw(tiers.archival, most);
		this.#stale.draw(staleSentence(stale), stale === 0);
		this.#sync.draw(sync, true);
		this.#backup.draw(backup ?? words.noBackup, backup !== undefined);
		this.#recall.draw(recall);
	}
}

function staleSentence(stale: MemoryHealthShown['stale']): string {
	return stale === 0 ? words.noneStale : filled(words.stale, formats.count(stale));
}
