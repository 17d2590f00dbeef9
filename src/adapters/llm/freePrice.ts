import { noMoney } from '../../core/cost/money.js';
import type { ModelPrice } from '../../core/cost/priceTable.js';
import { isRehearsal, type ModelId } from '../../core/models/modelId.js';
import { isLoopback, isPrivateAddress } from './addresses.js';
import { knownProviders } from './knownProviders.js';
import { providerOf, type ProviderConfigs } from './providers.js';

/** Undefined for what costs money, or may. */
export function freePriceOf(id: ModelId, configs: ProviderConfigs): ModelPrice | undefined {
	if (isRehearsal(id)) return freeBy('rehearsal');
	// The editor's API tells no price: its models are covered by the user's subscription, or priced in the settings.
	if (id.provider === 'vscode') return freeBy('subscription');
	return runsLocally(id.provider, configs) ? freeBy('local') : undefined;
}

/**
 * A cloud provider behind an address on this machine is a gateway that forwards to it, and is paid for. Any other name
 * there, and the known local servers within the own network, cost nothing.
 */
function runsLocally(name: string, configs: ProviderConfigs): boolean {
	const known = Object.hasOwn(knownProviders, name) ? knownProviders[name] : undefined;
	if (known?.local === false || (known === undefined && configs[name]?.baseUrl === undefined)) return false;
	const { hostname } = new URL(providerOf(name, configs).baseUrl);
	return known === undefined ? isLoopback(hostname) : isPrivateAddress(hostname);
}

/** `source` says why. */
export function freeBy(source: string): ModelPrice {
	return {
		kind: 'free',
		source,
		snapshot: JSON.stringify({ source }),
		perMillion: undefined,
		batches: false,
		costOf: () => noMoney,
	};
}
