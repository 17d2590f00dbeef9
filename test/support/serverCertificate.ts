import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Paths of PEM files. */
export interface ServerCertificate {
	/** Of an authority that nobody trusts unasked. */
	readonly ca: string;
	readonly certificate: string;
	readonly key: string;
}

/** A certificate for 127.0.0.1, signed by an authority of its own. */
export async function serverCertificate(folder: string): Promise<ServerCertificate> {
	const file = (name: string): string => join(folder, name);
	const openssl = (...programArguments: readonly string[]): Promise<unknown> => run('openssl', programArguments);
	const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
	await openssl(
		...['req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=Test authority'],
		...['-keyout', file('ca.key'), '-out', file('ca.pem')],
	);
	await openssl(
		...['req', ...newKey, '-subj', '/CN=127.0.0.1', '-keyout', file('server.key'), '-out', file('server.csr')],
	);
	await writeFile(file('names'), 'subjectAltName=IP:127.0.0.1');
	await openssl(
		...['x509', '-req', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key')],
		...['-CAcreateserial', '-days', '2', '-extfile', file('names'), '-out', file('server.pem')],
	);
	return { ca: file('ca.pem'), certificate: file('server.pem'), key: file('server.key') };
}
