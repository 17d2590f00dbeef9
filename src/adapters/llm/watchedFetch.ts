import type { ReplyListener } from '../../core/execution/providerReply.js';
import type { Connection } from './connection.js';
import { replyHeadOf } from './replyHead.js';

/** The same connection, whose replies are told of as soon as their heads are there, whatever their status. */
export function watched(connection: Connection, listener: ReplyListener | undefined): Connection {
	if (listener === undefined) return connection;
	const { fetch, provider } = connection;
	return {
		...connection,
		fetch: async (input, init) => {
			const sentAt = Date.now();
			const response = await fetch(input, init);
			listener.noteReply(
				provider.name,
				replyHeadOf(response.status, response.headers, { sentAt, answeredAt: Date.now() }),
			);
			return response;
		},
	};
}
