const nobody = 65_534;

/** Runs `work` without root's right to write everywhere. As anyone else it changes nothing. */
export async function asUnprivileged<T>(work: () => Promise<T>): Promise<T> {
	if (process.geteuid?.() !== 0) return await work();
	process.seteuid?.(nobody);
	try {
		return await work();
	} finally {
		process.seteuid?.(0);
	}
}
