import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { placeOf, type RedisAddress } from './redisAddress.js';

/** `refused`: it is there but does not let us in, and will not before someone changes something. */
type Fault = readonly [kind: 'unreachable' | 'refused', sentence: (place: string, tls: boolean) => string];

const notThere: Fault = [
	'unreachable',
	(place, tls) =>
		tls
			? l10n.t(
					'No Redis server answers at {0}. Check its address, and whether it is running with TLS, which rediss:// asks for.',
					place,
				)
			: l10n.t('No Redis server answers at {0}. Check its address, and whether it is running.', place),
];
const withoutTls: Fault = [
	'refused',
	(place) => l10n.t('The server at {0} does not speak TLS. Use redis:// instead of rediss://.', place),
];
const broken: Fault = ['unreachable', (place) => l10n.t('The connection to the Redis server at {0} broke off.', place)];
const untrusted: Fault = [
	'refused',
	(place) =>
		l10n.t(
			"The certificate of the Redis server at {0} comes from an authority that this machine does not trust. Add that authority's certificate, and try again.",
			place,
		),
];
const outdated: Fault = [
	'refused',
	(place) =>
		l10n.t(
			'The certificate of the Redis server at {0} is not valid today. Have it renewed, or check the clock.',
			place,
		),
];
const passwordWrong: Fault = [
	'refused',
	(place) => l10n.t('The Redis server at {0} does not accept this user and password. Check them in its URL.', place),
];

/** Of the network, of TLS, and the first words of Redis's own replies. */
const faults: Readonly<Record<string, Fault>> = {
	ECONNREFUSED: notThere,
	ETIMEDOUT: notThere,
	EHOSTUNREACH: notThere,
	ENETUNREACH: notThere,
	EAI_AGAIN: ['unreachable', (place) => l10n.t('The name of {0} cannot be looked up. Check the network.', place)],
	ENOTFOUND: ['unreachable', (place) => l10n.t('There is no host of the name in {0}. Check the address.', place)],
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
		(place) =>
			l10n.t('The certificate of the Redis server at {0} is for another host. Use the name it was made for.', place),
	],
	ERR_SSL_WRONG_VERSION_NUMBER: withoutTls,
	ERR_SSL_PACKET_LENGTH_TOO_LONG: withoutTls,
	WRONGPASS: passwordWrong,
	NOAUTH: [
		'refused',
		(place) => l10n.t('The Redis server at {0} wants a password. Put it into its URL: redis://:password@host.', place),
	],
	NOPERM: [
		'refused',
		(place) =>
			l10n.t(
				'The Redis server at {0} does not allow this user what is needed: scripts, hashes, sorted sets and streams on keys that begin with prometheus-novel:.',
				place,
			),
	],
	READONLY: [
		'refused',
		(place) => l10n.t('The Redis server at {0} is a read-only copy. Use the address of its primary.', place),
	],
	MOVED: [
		'refused',
		(place) =>
			l10n.t(
				'The Redis server at {0} is one of a cluster, and this novel belongs to another one. Use the address of a proxy in front of the cluster, or of a server that stands alone.',
				place,
			),
	],
	OOM: [
		'refused',
		(place) => l10n.t('The memory of the Redis server at {0} is full. Give it more, or remove something there.', place),
	],
	MISCONF: [
		'refused',
		(place) => l10n.t('The Redis server at {0} cannot write to its disk, and takes nothing in until it can.', place),
	],
	// What a script may not do has no code of its own.
	ERR: [
		'refused',
		(place) =>
			l10n.t(
				'The Redis server at {0} refused something that is needed (its error ERR). It has to be Redis 7 or newer, and to allow its user scripts, hashes, sorted sets and streams on keys that begin with prometheus-novel:.',
				place,
			),
	],
	LOADING: ['unreachable', (place) => l10n.t('The Redis server at {0} is still loading its data.', place)],
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
		return [
			'refused',
			(place) => l10n.t('What answers at {0} is no Redis server, or wants TLS: try rediss://.', place),
		];
	if (name !== 'ReplyError') return broken;
	return ['refused', (place) => l10n.t('The Redis server at {0} answered with the error {1}.', place, codeOf(error))];
}
