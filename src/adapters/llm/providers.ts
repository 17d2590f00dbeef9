import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { isPrivateAddress } from './addresses.js';
import { knownProviders, type ProviderKind, type SchemaSupport } from './knownProviders.js';

/** What the setting `prometheusNovel.providers` holds for one provider. */
export interface ProviderConfig {
	readonly baseUrl?: string;
	readonly kind?: ProviderKind;
	readonly schemaSupport?: SchemaSupport;
}

export type ProviderConfigs = Readonly<Record<string, ProviderConfig>>;

/** A provider with everything known about it filled in. */
export interface Provider {
	readonly name: string;
	/** As a person writes it. */
	readonly title: string;
	readonly kind: ProviderKind;
	/** Without a slash at the end. */
	readonly baseUrl: string;
	readonly schemaSupport: SchemaSupport;
	readonly needsKey: boolean;
}

/** @throws AppError `unknown-provider` or `bad-base-url`, with what to set. */
export function providerOf(name: string, configs: ProviderConfigs): Provider {
	const known = Object.hasOwn(knownProviders, name) ? knownProviders[name] : undefined;
	const config = Object.hasOwn(configs, name) ? configs[name] : undefined;
	const baseUrl = config?.baseUrl ?? known?.baseUrl;
	if (baseUrl === undefined) throw unknownProvider(name);
	const url = parseBaseUrl(name, baseUrl);
	const kind = config?.kind ?? known?.kind ?? 'openai-compatible';
	return {
		name,
		title: known?.title ?? name,
		kind,
		baseUrl: url.href.replace(/\/+$/, ''),
		schemaSupport: config?.schemaSupport ?? known?.schemaSupport ?? (kind === 'openai-compatible' ? 'none' : 'schema'),
		needsKey: !(known?.local ?? false) && !isPrivateAddress(url.hostname),
	};
}

/** Every provider that can be named now: the known ones and those in the settings. */
export function providerNames(configs: ProviderConfigs): readonly string[] {
	return [...new Set([...Object.keys(knownProviders), ...Object.keys(configs)])];
}

/** The environment variable that may hold a provider's key. */
export function keyVariableOf(provider: string): string {
	return `${provider.toUpperCase().replaceAll('-', '_')}_API_KEY`;
}

function unknownProvider(name: string): AppError {
	return new AppError(
		'unknown-provider',
		l10n.t(
			'"{0}" is not a provider that is known here. Use one of {1}, or give its base URL in the setting prometheusNovel.providers.',
			name,
			Object.keys(knownProviders).join(', '),
		),
	);
}

function parseBaseUrl(name: string, text: string): URL {
	const url = URL.parse(text);
	if (
		url !== null &&
		(url.protocol === 'https:' || url.protocol === 'http:') &&
		url.username === '' &&
		url.password === ''
	)
		return url;
	throw new AppError(
		'bad-base-url',
		l10n.t(
			'The base URL of "{0}" in the setting prometheusNovel.providers cannot be used. Write it as https://host/path, without a user name or key in it.',
			name,
		),
	);
}
