import { readFile } from 'node:fs/promises';
import { startAimock } from '../../test/support/aimock.ts';

export function prose(name) {
	return readFile(new URL(`prose/${name}.md`, import.meta.url), 'utf8');
}

/** A paid provider's model, played on this machine; `reply` gets a request and says text and pace. */
export async function startStandInModel(reply, fixture) {
	const aimock = await startAimock({ handler: reply, fixture });
	return {
		settings: { 'prometheusNovel.models.draft': 'anthropic/claude-sonnet-4-5' },
		machineSettings: { 'prometheusNovel.providers': { anthropic: { baseUrl: aimock.baseUrls.anthropic } } },
		close: () => aimock.close(),
	};
}
