import * as z from 'zod/mini';
import { breakdowns, type DashboardLook, type DashboardPart } from '../../protocol/dashboard.js';
import { KeptState } from '../keptState.js';
import type { VscodeApi } from '../vscodeApi.js';
import { costColumns } from './costs/costSort.js';

export const parts = ['overview', 'costs', 'time', 'memory'] as const satisfies readonly DashboardPart[];

const dashboardState = z.strictObject({
	part: z.enum(parts),
	breakdown: z.enum(breakdowns),
	/** The run whose timeline is looked at; the latest one when left out. */
	run: z.optional(z.string()),
	sort: z.strictObject({ column: z.enum(costColumns), isDescending: z.boolean() }),
	/** Rows of the breakdown whose calls are open, as JSON of their keys. */
	opened: z.readonly(z.array(z.string())),
	/** The timeline as a table. */
	showsBars: z.boolean(),
	/** How far each part is scrolled, in pixels. */
	scrolled: z.strictObject({ overview: z.number(), costs: z.number(), time: z.number(), memory: z.number() }),
});

export type DashboardStateValue = z.infer<typeof dashboardState>;

const beginning: DashboardStateValue = {
	part: 'overview',
	breakdown: 'stage',
	sort: { column: 'spent', isDescending: true },
	opened: [],
	showsBars: false,
	scrolled: { overview: 0, costs: 0, time: 0, memory: 0 },
};

/** What of the page survives when it is hidden or its window is reloaded. */
export class DashboardState extends KeptState<DashboardStateValue> {
	constructor(api: VscodeApi) {
		super(api, dashboardState, beginning);
	}

	/** What the page wants to see. */
	look(): DashboardLook {
		const { part, breakdown, run } = this.value;
		return { part, breakdown, ...(run === undefined ? {} : { run }) };
	}
}
