import * as z from 'zod/mini';
import type { VscodeApi } from './vscodeApi.js';

/** What of a page survives when it is hidden or its window is reloaded. */
export class KeptState<T extends object> {
	readonly #api: VscodeApi;
	#value: T;

	/** @param beginning what holds where nothing was kept, or something that is not understood any more */
	constructor(api: VscodeApi, schema: z.ZodMiniType<T>, beginning: T) {
		this.#api = api;
		const kept = z.safeParse(schema, api.getState());
		this.#value = kept.success ? kept.data : beginning;
	}

	get value(): T {
		return this.#value;
	}

	change(change: Partial<T>): void {
		this.#value = { ...this.#value, ...change };
		this.#api.setState(this.#value);
	}
}
