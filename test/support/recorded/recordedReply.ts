/** The body of a streamed reply, byte for byte as a provider sends it. */
export interface RecordedReply {
	/** What the request is sent to, without its query. */
	readonly path: string;
	readonly body: string;
}

/** Server-sent events that are told apart by their data alone. */
export function eventsOf(...events: readonly unknown[]): string {
	return events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');
}
