import { AppError } from '../../base/errors.js';
import { placeOf, type RedisAddress } from './redisAddress.js';

/** `refused`: it is there but does not let us in, and will not before someone changes something. */
type Fault = readonly [kind: 'unreachable' | 'refused', sentence: (place: string, tls: boolean) => string];

const notThere: Fault = [
	'unreachable',
	(place, tls) =>
		`No Redis server answers at ${place}. Check its address, and whether it is running${tls ? ' with TLS, which rediss:// asks for' : ''}.`,
];
const withoutTls: Fault = [
	'refused',
	(place) => `The server at ${place} does not speak TLS. Use redis:// instead of rediss://.`,
];
const broken: Fault = ['unreachable', (place) => `The connection to the Redis server at ${place} broke off.`];
const untrusted: Fault = [
	'refused',
	(place) =>
		`The certificate of the Redis server at ${place} comes from an authority that this machine does not trust. Add that authority's certificate, and try again.`,
];
const outdated: Fault = [
	'refused',
	(place) => `The certificate of the Redis server at ${place} is not valid today. Have it renewed, or check the clock.`,
];
const passwordWrong: Fault = [
	'refused',
	(place) => `The Redis server at ${place} does not accept this user and password. Check them in its URL.`,
];

/** Of the network, of TLS, and the first words of Redis's own replies. */
const faults: Readonly<Record<string, Fault>> = {
	ECONNREFUSED: notThere,
	ETIMEDOUT: notThere,
	EHOSTUNREACH: notThere,
	ENETUNREACH: notThere,
	EAI_AGAIN: ['unreachable', (place) => `The name of ${place} cannot be looked up. Check the network.`],
	ENOTFOUND: ['unreachable', (place) => `There is no host of the name in ${place}. Check the address.`],
	ECONNRESET: broken,
	EPIPE: broken,
	DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
	SELF_SIGNED_CERT_IN_CHAIN: untrusted,
	UNABLE_TO_GET_ISSUER_CERT: untrusted,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
	CERT_UNTRUSTED: untrusted,
	CERT_HAS_EXPIRED: outdated,
	CERT_NOT_YET_VALID: outdated,
	ERR_TLS_CERT_ALTNAME_INVALID: [
		'refused',
		(place) => `The certificate of the Redis server at ${place} is for another host. Use the name it was made for.`,
	],
	ERR_SSL_WRONG_VERSION_NUMBER: withoutTls,
	ERR_SSL_PACKET_LENGTH_TOO_LONG: withoutTls,
	WRONGPASS: passwordWrong,
	NOAUTH: [
		'refused',
		(place) => `The Redis server at ${place} wants a password. Put it into its URL: redis://:password@host.`,
	],
	NOPERM: [
		'refused',
		(place) =>
			`The Redis server at ${place} does not allow this user what is needed: scripts, hashes, sorted sets and streams on keys that begin with prometheus-novel:.`,
	],
	READONLY: ['refused', (place) => `The Redis server at ${place} is a read-only copy. Use the address of its primary.`],
	MOVED: [
		'refused',
		(place) =>
			`The Redis server at ${place} is one of a cluster, and this novel belongs to another one. Use the address of a proxy in front of the cluster, or of a server that stands alone.`,
	],
	OOM: [
		'refused',
		(place) => `The memory of the Redis server at ${place} is full. Give it more, or remove something there.`,
	],
	MISCONF: [
		'refused',
		(place) => `The Redis server at ${place} cannot write to its disk, and takes nothing in until it can.`,
	],
	// What a script may not do has no code of its own.
	ERR: [
		'refused',
		(place) =>
			`The Redis server at ${place} refused something that is needed (its error ERR). It has to be Redis 7 or newer, and to allow its user scripts, hashes, sorted sets and streams on keys that begin with prometheus-novel:.`,
	],
	LOADING: ['unreachable', (place) => `The Redis server at ${place} is still loading its data.`],
};

/** Says what happened without what was sent: that is where the password may stand, so no cause goes along either. */
export function redisFault(error: unknown, address: RedisAddress): AppError {
	const [kind, sentence] = faults[codeOf(error)] ?? unknown(error);
	return new AppError(`redis-${kind}`, sentence(placeOf(address), address.tls));
}

/** Redis begins its errors with a code in capital letters. */
function codeOf(error: unknown): string {
	const { name, code, message } = error as Partial<Error & { code: string }>;
	return name === 'ReplyError' ? (message?.split(' ')[0] ?? '') : (code ?? '');
}

function unknown(error: unknown): Fault {
	const { name } = error as Partial<Error>;
	if (name === 'ParserError')
		return ['refused', (place) => `What answers at ${place} is no Redis server, or wants TLS: try rediss://.`];
	if (name !== 'ReplyError') return broken;
	return ['refused', (place) => `The Redis server at ${place} answered with the error ${codeOf(error)}.`];
}
