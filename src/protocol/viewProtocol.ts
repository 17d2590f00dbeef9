import type * as z from 'zod/mini';

/** What a page and the host say to each other, each message with the schema that both ends parse it by. */
export interface ViewProtocol {
	/** Asked by the page; each gets exactly one reply. */
	readonly requests: Readonly<Record<string, RequestSchemas>>;
	/** Told by the host, always whole: whoever has the last one needs no other. */
	readonly events: Readonly<Record<string, z.ZodMiniType>>;
}

export interface RequestSchemas {
	readonly input: z.ZodMiniType;
	readonly output: z.ZodMiniType;
}

export type RequestName<P extends ViewProtocol> = keyof P['requests'] & string;
export type EventName<P extends ViewProtocol> = keyof P['events'] & string;

export type InputOf<P extends ViewProtocol, N extends RequestName<P>> = z.output<P['requests'][N]['input']>;
export type OutputOf<P extends ViewProtocol, N extends RequestName<P>> = z.output<P['requests'][N]['output']>;
export type EventOf<P extends ViewProtocol, N extends EventName<P>> = z.output<P['events'][N]>;
