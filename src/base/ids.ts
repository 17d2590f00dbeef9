import { monotonicFactory } from 'ulid';

declare const brand: unique symbol;
/** A string that cannot be mistaken for another kind of id. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type NovelId = Branded<'NovelId'>;
export type RunId = Branded<'RunId'>;
export type CallId = Branded<'CallId'>;

const nextUlid = monotonicFactory();

/** A new ULID: 26 characters, sorted by time of creation within this process. */
export function newId<Id extends string>(): Id {
	return nextUlid() as Id;
}

const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export function isUlid(text: string): boolean {
	return ulidPattern.test(text);
}
