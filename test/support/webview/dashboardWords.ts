import { registerHooks } from 'node:module';
import type { DashboardWords } from '../../../src/protocol/dashboardWords.js';

const english = 'export const l10n = { t: (text) => text };';

/** What the page says in an English editor, from where the editor has it. */
export async function englishDashboardWords(): Promise<DashboardWords> {
	const hooks = registerHooks({
		resolve: (specifier, context, next) =>
			specifier === 'vscode'
				? { url: `data:text/javascript,${encodeURIComponent(english)}`, format: 'module', shortCircuit: true }
				: next(specifier, context),
	});
	try {
		const { dashboardWords } = await import('../../../src/host/dashboard/dashboardWords.js');
		return dashboardWords();
	} finally {
		hooks.deregister();
	}
}
