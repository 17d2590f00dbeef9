import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectSafely } from 'node:tls';
import type { ServerCertificate } from './serverCertificate.js';
import { until } from './until.js';

export interface RedisServerOptions {
	readonly password?: string;
	/** Takes TLS alone. */
	readonly tls?: ServerCertificate;
	/** Further arguments, such as `--maxmemory-policy`. */
	readonly settings?: readonly string[];
}

/** A redis-server of this test alone, with its data in a folder of its own and written to disk as it comes. */
export interface RedisServer {
	readonly port: number;
	readonly url: string;
	/** Ends it as a crash does. */
	kill(): Promise<void>;
	/** Takes the last `bytes` off what was written to disk, as a crash of the machine does. Only while it is not running. */
	lose(bytes: number): Promise<void>;
	/** Starts it again on the same port, with the data that it had. */
	start(): Promise<void>;
	/** Ends it for good, and removes its data. */
	close(): Promise<void>;
}

export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
	const port = await freePort();
	const folder = await mkdtemp(join(tmpdir(), 'prometheus-novel-redis-'));
	const { password, tls } = options;
	const settings = [
		...['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--loglevel', 'warning'],
		...['--appendonly', 'yes', '--appendfsync', 'everysec', ...portSettings(port, tls)],
		...[...(password === undefined ? [] : ['--requirepass', password]), ...(options.settings ?? [])],
	];
	let child: ChildProcess | undefined;
	const kill = async (): Promise<void> => {
		const running = child;
		child = undefined;
		if (running === undefined || running.exitCode !== null) return;
		const ended = once(running, 'exit');
		running.kill('SIGKILL');
		await ended;
	};
	const start = async (): Promise<void> => {
		const started = spawn('redis-server', settings, { stdio: 'ignore' });
		child = started;
		const failed = once(started, 'exit').then(() => Promise.reject(new Error('redis-server ended at once.')));
		const answers = until('redis-server answers', () => isAnswering(port, tls !== undefined));
		await Promise.race([answers, failed]);
		failed.catch(() => undefined);
	};
	await start();
	return {
		port,
		url: `${tls ? 'rediss' : 'redis'}://${password ? `:${encodeURIComponent(password)}@` : ''}127.0.0.1:${port}`,
		kill,
		lose: (bytes) => cutLog(join(folder, 'appendonlydir'), bytes),
		start,
		close: async () => {
			await kill();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/**
 * A port that no outgoing connection is given on its own: whoever tries to reach a server that is down could otherwise
 * be given the server's own port, and keep it from coming back.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = 10_000 + Math.floor(Math.random() * 20_000);
		const server = createServer();
		try {
			await once(server.listen(port, '127.0.0.1'), 'listening');
		} catch {
			continue;
		}
		server.close();
		await once(server, 'close');
		return port;
	}
}

function portSettings(port: number, tls: ServerCertificate | undefined): readonly string[] {
	if (tls === undefined) return ['--port', String(port)];
	return [
		...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
		...['--tls-ca-cert-file', tls.ca, '--tls-cert-file', tls.certificate, '--tls-key-file', tls.key],
	];
}

/** Whether it has loaded its data; one that wants a password says so only then. */
async function isAnswering(port: number, isSafe: boolean): Promise<boolean> {
	const socket = isSafe
		? connectSafely({ port, host: '127.0.0.1', rejectUnauthorized: false })
		: connect(port, '127.0.0.1');
	try {
		await once(socket, isSafe ? 'secureConnect' : 'connect');
		socket.write('PING\r\n');
		const [reply] = (await once(socket, 'data')) as [Buffer];
		return /^(\+PONG|-NOAUTH)/.test(reply.toString());
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

async function cutLog(folder: string, bytes: number): Promise<void> {
	const logs = (await readdir(folder)).filter((name) => name.endsWith('.incr.aof'));
	const last = join(folder, logs.sort().at(-1) ?? '');
	const { size } = await stat(last);
	await truncate(last, Math.max(0, size - bytes));
}
