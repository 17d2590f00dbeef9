import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** As statfs(2) numbers them: NFS, SMB, CIFS, SMB2, 9P, AFS, Ceph. */
const networkFileSystems: ReadonlySet<number> = new Set([
	0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f, 0x00c36400,
]);

/**
 * Whether a file lies on a network file system, where processes share no memory and SQLite's write-ahead log loses
 * writes (sqlite.org/wal.html). Known on Linux, and on Windows by the path.
 */
export function isOnAnotherMachine(path: string): boolean {
	if (process.platform === 'win32') return /^(?:\\\\|\/\/)[^?.\\/]/.test(path);
	if (process.platform !== 'linux') return false;
	try {
		return networkFileSystems.has(statfsSync(dirname(path)).type);
	} catch {
		return false;
	}
}
