import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import {
	dashboardProtocol,
	type DashboardLook,
	type DashboardProtocol,
	type DashboardSnapshot,
	type ShownRun,
} from '../../../src/protocol/dashboard.js';
import { pageMessage } from '../../../src/protocol/envelope.js';
import type { EventName, EventOf, OutputOf } from '../../../src/protocol/viewProtocol.js';

export interface Request {
	readonly name: string;
	readonly input: unknown;
}

type Calls = OutputOf<DashboardProtocol, 'calls'>;

/** Plays the host of a dashboard: takes down what the page asks for, and answers by the protocol. */
export class DashboardHost {
	readonly requests: Request[] = [];
	snapshot: (look: DashboardLook) => DashboardSnapshot;
	run: (look: DashboardLook) => ShownRun | undefined;
	calls: () => Calls = () => ({ calls: [], isMore: false });
	/** A sentence for people; requests fail with it while it is there. */
	fault: string | undefined;
	readonly #page: Page;
	#look: DashboardLook = { part: 'overview', breakdown: 'stage' };

	constructor(page: Page, snapshot: DashboardSnapshot, run: ShownRun | undefined) {
		this.#page = page;
		this.snapshot = () => snapshot;
		this.run = () => run;
	}

	/** Before the page is opened. */
	async attach(): Promise<void> {
		await this.#page.exposeFunction('tellStandIn', (message: unknown) => this.#receive(message));
		await this.#page.addInitScript(`(() => {
			const { tellStandIn } = window;
			window.acquireVsCodeApi = () => ({
				postMessage: (message) => void tellStandIn(structuredClone(message)),
				getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
				setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
			});
		})()`);
	}

	async tell<N extends EventName<DashboardProtocol>>(name: N, value: EventOf<DashboardProtocol, N>): Promise<void> {
		await this.#send({ kind: 'event', name, value: z.parse(dashboardProtocol.events[name], value) });
	}

	/** Requests of one name, as they came. */
	asked(name: string): readonly unknown[] {
		return this.requests.filter((request) => request.name === name).map(({ input }) => input);
	}

	async #receive(message: unknown): Promise<void> {
		const { id, name, input } = z.parse(pageMessage, message);
		this.requests.push({ name, input });
		if (this.fault !== undefined) return await this.#send({ kind: 'failure', id, sentence: this.fault });
		await this.#send({ kind: 'reply', id, output: name === 'calls' ? this.calls() : {} });
		if (name !== 'look') return;
		this.#look = z.parse(dashboardProtocol.requests.look.input, input);
		await this.show();
	}

	/** What there is now, as a host sends it. */
	async show(): Promise<void> {
		await this.tell('snapshot', this.snapshot(this.#look));
		if (this.#look.part !== 'time') return;
		const shown = this.run(this.#look);
		await this.tell('run', shown === undefined ? {} : { shown });
	}

	async #send(message: unknown): Promise<void> {
		await this.#page.evaluate((sent) => {
			(globalThis as unknown as { postMessage(message: unknown, origin: string): void }).postMessage(sent, '*');
		}, message);
	}
}
