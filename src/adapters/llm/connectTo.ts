import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { Connection, Fetch } from './connection.js';
import { keyVariableOf, providerOf, type ProviderConfigs } from './providers.js';

/** Where providers are, and the keys to them. */
export interface ProviderAccess {
	/** The setting `prometheusNovel.providers`. */
	readonly providers: ProviderConfigs;
	/** A provider's key, from wherever the host keeps it. */
	readonly key: (provider: string) => Promise<string | undefined>;
}

/** @throws AppError `unknown-provider`, `bad-base-url` or `missing-key`. */
export async function connectTo(name: string, access: ProviderAccess, fetch: Fetch): Promise<Connection> {
	const provider = providerOf(name, access.providers);
	const key = (await access.key(name))?.trim() || undefined;
	if (key === undefined && provider.needsKey) throw missingKey(name, provider.title);
	return { provider, key, fetch };
}

function missingKey(name: string, title: string): AppError {
	return new AppError(
		'missing-key',
		l10n.t(
			"There is no key for {0}. Set the key with the command 'Prometheus Novel: Set API Key' (or the environment variable {1}).",
			title,
			keyVariableOf(name),
		),
	);
}
