import { z } from 'zod';
import type { BudgetStatus } from '../../services/cost/costService.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';
import type { Dashboard } from './dashboard.js';

const openArgument = z.strictObject({
	folder: folderArgument,
	part: z.enum(['overview', 'costs', 'time', 'memory']).default('overview'),
	/** Id of a run whose timeline is shown. */
	run: z.string().min(1).optional(),
});
const spendingArgument = z.strictObject({ folder: folderArgument });

export class DashboardCommands {
	readonly #novels: Novels;
	readonly #dashboard: Dashboard;

	constructor(novels: Novels, dashboard: Dashboard) {
		this.#novels = novels;
		this.#dashboard = dashboard;
	}

	/** Called by hand without a novel, it says what to do. */
	async open(argument: unknown): Promise<void> {
		const given = parseArgument('openDashboard', openArgument, argument);
		const { folder, part = 'overview', run } = given ?? {};
		const isAny = folder !== undefined || this.#novels.folders().length > 0;
		const project = isAny ? await this.#novels.choose(folder) : undefined;
		if (isAny && project === undefined) return;
		this.#dashboard.show(project, { part, run });
	}

	/** @returns the totals that are shown */
	async showSpending(argument: unknown): Promise<BudgetStatus | undefined> {
		const given = parseArgument('showSpending', spendingArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		this.#dashboard.show(project, { part: 'costs' });
		return project.costs.checkBudget();
	}
}
