import { resolve } from 'node:path';
import type { BudgetAlert } from '../core/cost/alerts.js';
import { formatMoney } from '../core/cost/money.js';
import { openNovelProject } from '../compose.js';
import type { NovelProject } from '../services/novelProject.js';
import type { CommandLine } from './options.js';
import { terminalHost } from './projectHost.js';

/** Opens the novel for as long as `use` takes. */
export async function withProject<T>(
	{ novel, settings, json }: CommandLine,
	use: (project: NovelProject) => Promise<T>,
): Promise<T> {
	const project = await openNovelProject(resolve(novel), terminalHost(settings));
	// A program that reads JSON asks for the budget; what is told here is not told again in the editor.
	if (!json) project.costs.onAlerts((alerts) => alerts.forEach(tell));
	try {
		// With a server, what others wrote is to be here; one that is down is not waited for.
		await project.replication.catchUp();
		const result = await use(project);
		// And what was written here is to be there when we go.
		await project.replication.flush();
		return result;
	} finally {
		await project.close();
	}
}

/** Beside what was asked for, which may be read by a program. */
function tell({ level, threshold, scope, spent, limit }: BudgetAlert): void {
	process.stderr.write(
		`${level}: ${threshold} % of the ${scope} budget of ${formatMoney(limit)} is used, ${formatMoney(spent)} spent.\n`,
	);
}
