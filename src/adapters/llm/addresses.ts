/** True for this machine: `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(hostname: string): boolean {
	const host = bare(hostname);
	return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * True for this machine and its own network: loopback, RFC 1918 and link-local addresses, unique-local IPv6,
 * names under `.local`, `.lan` and `.internal`, and names of a single label.
 */
export function isPrivateAddress(hostname: string): boolean {
	const host = bare(hostname);
	if (isLoopback(host)) return true;
	if (/^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d{1,3}){2,3}$/.test(host)) return true;
	if (host.includes(':')) return /^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/.test(host);
	return !host.includes('.') || /\.(local|lan|internal)$/.test(host);
}

/** `URL.hostname` writes IPv6 in brackets. */
function bare(hostname: string): string {
	return hostname.toLowerCase().replace(/^\[|\]$/g, '');
}
