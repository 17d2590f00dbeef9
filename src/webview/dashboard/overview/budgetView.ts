import type { BudgetShown, ReadyDashboard } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { icon } from '../../icon.js';
import { textButton } from '../../iconButton.js';
import { KeyedList } from '../../keyedList.js';
import type { DashboardActions } from '../dashboardActions.js';
import { formats } from '../formats.js';
import { LevelMark } from '../levelMark.js';
import { Meter } from '../meter.js';
import { words } from '../words.js';
import { Figure } from '../figure.js';
import { MoneyPicture } from './moneyPicture.js';

/** What may be spent, what has been, and what is left. */
export class BudgetView {
	readonly element: HTMLElement;
	readonly #left = element('span', { class: 'big' });
	readonly #of = element('span', { class: 'of' });
	readonly #level = new LevelMark();
	readonly #picture = new MoneyPicture();
	readonly #spent = new Figure(words.spent, { swatch: 'spent' });
	readonly #held = new Figure(words.held, { swatch: 'held' });
	readonly #elsewhere = new Figure(words.elsewhere);
	readonly #monthMeter = new Meter('slim', words.month);
	readonly #month = new Figure(words.month, { meter: this.#monthMeter });
	readonly #runLimit = new Figure(words.runLimit);
	readonly #calls = new Figure(words.calls);
	readonly #problemList = element('ul', { class: 'problems' });
	readonly #problems = new KeyedList<string>(
		this.#problemList,
		(sentence) => sentence,
		(sentence) => ({
			element: element('li', {}, icon('triangle'), element('span', {}, sentence)),
			update: () => undefined,
		}),
	);

	constructor(actions: DashboardActions) {
		const figures = [this.#spent, this.#held, this.#elsewhere, this.#month, this.#runLimit, this.#calls];
		this.element = element(
			'section',
			{ class: 'card budget' },
			element('h2', {}, words.budget),
			element('p', { class: 'headline' }, this.#left, this.#of, this.#level.element),
			this.#picture.element,
			element('dl', { class: 'figures' }, ...figures.map((figure) => figure.element)),
			this.#problemList,
			element(
				'div',
				{ class: 'buttons' },
				textButton(words.setBudget, 'secondary', () => actions.start('setBudget')),
				textButton(words.recommendModel, 'secondary', () => actions.start('recommendModel')),
				textButton(words.chooseModels, 'secondary', () => actions.start('chooseModels')),
			),
		);
	}

	draw({ budget, forecast }: ReadyDashboard): void {
		setText(this.#left, formats.money(budget.left));
		setText(this.#of, filled(words.leftOf, formats.money(budget.limit), formats.percent(budget.share)));
		this.#level.draw(budget.level);
		this.#picture.draw(budget, forecast);
		this.#drawFigures(budget);
		this.#problemList.hidden = budget.problems.length === 0;
		this.#problems.draw(budget.problems);
	}

	#drawFigures({ spent, held, elsewhere, month, runLimit, calls }: BudgetShown): void {
		const money = (amount: number): string => formats.money(amount);
		this.#spent.draw(money(spent));
		this.#held.draw(money(held));
		const away = elsewhere.spent + elsewhere.held;
		this.#elsewhere.draw(
			away === 0 ? undefined : filled(words.elsewhereFigures, money(elsewhere.spent), money(elsewhere.held)),
		);
		const inMonth = month && filled(words.monthFigures, money(month.spent), money(month.held), money(month.limit));
		this.#month.draw(inMonth);
		if (month !== undefined)
			this.#monthMeter.draw((month.spent + month.held) / Math.max(1, month.limit), inMonth ?? '');
		this.#runLimit.draw(runLimit === undefined ? undefined : money(runLimit));
		this.#calls.draw(formats.count(calls));
	}
}
