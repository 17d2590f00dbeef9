import type { Provider } from './providers.js';

export type Fetch = typeof globalThis.fetch;

/** A provider, the key to it, and the way there. */
export interface Connection {
	readonly provider: Provider;
	/** Undefined for servers that need none. */
	readonly key: string | undefined;
	readonly fetch: Fetch;
}

/** Provider packages look into the environment when they are given no key; nobody asked them to. */
export function keyOrNone({ key }: Connection): string {
	return key ?? 'none';
}

/**
 * Follows no redirects: a key in a header of its own (`x-api-key`) would go with the request to wherever it is sent.
 * `inner` is looked up on each call, since VS Code puts its proxy support into the global fetch late.
 */
export function steadyFetch(inner: Fetch | undefined): Fetch {
	return (input, init) => (inner ?? globalThis.fetch)(input, { ...init, redirect: 'manual' });
}
