import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server, and at random lets the server work but not its reply through. */
export interface CuttingProxy {
	readonly port: number;
	/** Connections that were cut so far. */
	readonly cuts: number;
	/** Share of the server's pieces of data at which the connection is cut. */
	share: number;
	close(): Promise<void>;
}

export async function startCuttingProxy(serverPort: number, random: () => number): Promise<CuttingProxy> {
	const open = new Set<Socket>();
	const proxy = { cuts: 0, share: 0 };
	const server = createServer((client) => {
		const upstream = connect(serverPort, '127.0.0.1');
		const end = (): void => {
			for (const socket of [client, upstream]) {
				open.delete(socket);
				socket.destroy();
			}
		};
		for (const socket of [client, upstream]) open.add(socket.on('error', end).on('close', end));
		client.on('data', (data) => upstream.write(data));
		upstream.on('data', (data) => {
			if (random() >= proxy.share) {
				client.write(data);
				return;
			}
			proxy.cuts++;
			// Sometimes in the middle of a reply.
			client.write(data.subarray(0, Math.floor(random() * data.length)), end);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return Object.assign(proxy, {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			server.close();
			for (const socket of open) socket.destroy();
			await once(server, 'close');
		},
	});
}
