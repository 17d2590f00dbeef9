import { startRawServer, type RawServer } from '../aimockRawServer.js';
import type { RecordedReply } from './recordedReply.js';

/** Bytes a write: events arrive in pieces, and pieces with parts of several events. */
const pieceLength = 97;

/** Answers the path of a recorded reply with its body, and everything else with 404. */
export async function startRecordedServer({ path, body }: RecordedReply): Promise<RawServer> {
	return await startRawServer((request, response) => {
		if (request.method !== 'POST' || request.path.split('?')[0] !== path) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
		const bytes = Buffer.from(body);
		for (let at = 0; at < bytes.length; at += pieceLength) response.write(bytes.subarray(at, at + pieceLength));
		response.end();
	});
}
