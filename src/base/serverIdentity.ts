/** Tells whether a server still has what it had when it was seen last. */
export interface ServerIdentity {
	/** Made when the novel's data was first put there; another one after that data was wiped. */
	readonly instance: string;
	/** Another one after each restart, which may have lost the latest writes; undefined where the server does not tell. */
	readonly run: string | undefined;
}
