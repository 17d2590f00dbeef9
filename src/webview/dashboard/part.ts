import type { ReadyDashboard } from '../../protocol/dashboard.js';

/** One of the four parts. It is drawn while it is looked at. */
export interface Part {
	readonly element: HTMLElement;
	draw(snapshot: ReadyDashboard): void;
}
