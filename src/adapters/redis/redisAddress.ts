import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

/** Parts of a Redis URL. */
export interface RedisAddress {
	readonly host: string;
	readonly port: number;
	readonly tls: boolean;
	readonly username: string | undefined;
	readonly password: string | undefined;
	readonly database: number;
}

const defaultPort = 6379;

/**
 * Takes a Redis URL apart. No message repeats any of it: a password that was not encoded may stand in any part.
 * @throws AppError `bad-redis-url`
 */
export function redisAddress(url: string): RedisAddress {
	const parts = parse(url.trim());
	if (parts === undefined) {
		throw new AppError(
			'bad-redis-url',
			l10n.t(
				'This is no URL of a Redis server. It looks like redis://user:password@host:6379/0, or rediss://… for TLS; the user, the password and the number of the database may be left out, and special characters in a password are percent-encoded, such as %23 for #.',
			),
		);
	}
	return parts;
}

/** For messages: without user and password. */
export function placeOf({ host, port }: RedisAddress): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function parse(text: string): RedisAddress | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	const database = /^(?:\/(\d{1,5})?)?$/.exec(url.pathname);
	const isWhole = url.hostname !== '' && url.hash === '' && url.search === '' && database !== null;
	if (!['redis:', 'rediss:'].includes(url.protocol) || !isWhole) return undefined;
	try {
		return {
			host: url.hostname.replace(/^\[|\]$/g, ''),
			port: url.port === '' ? defaultPort : Number(url.port),
			tls: url.protocol === 'rediss:',
			username: decodeURIComponent(url.username) || undefined,
			password: decodeURIComponent(url.password) || undefined,
			database: Number(database[1] ?? 0),
		};
	} catch {
		return undefined;
	}
}
