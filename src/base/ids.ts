import { monotonicFactory } from 'ulid';

declare const brand: unique symbol;
/** A string that cannot be mistaken for another kind of id. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type RunId = Branded<'RunId'>;
export type CallId = Branded<'CallId'>;

const nextUlid = monotonicFactory();

/** A new ULID: 26 characters, sorted by time of creation within this process. */
export function newId(): string {
	return nextUlid();
}

export const newRunId = (): RunId => newId() as RunId;
export const newCallId = (): CallId => newId() as CallId;

const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export function isUlid(text: string): boolean {
	return ulidPattern.test(text);
}
