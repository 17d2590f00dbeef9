/** What VS Code lends to a page. */
export interface VscodeApi {
	postMessage(message: unknown): void;
	/** What `setState` kept, over a reload as well. */
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VscodeApi;

/** Can be had only once a page. */
export const vscodeApi = acquireVsCodeApi();
