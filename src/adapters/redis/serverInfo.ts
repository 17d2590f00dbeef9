import * as l10n from '@vscode/l10n';

/** What the reply to INFO says, as far as it matters here. */
export interface ServerInfo {
	readonly run: string | undefined;
	/** Sentences. */
	readonly warnings: readonly string[];
}

/** @param text as Redis sends it: a `name:value` a line */
export function serverInfo(text: string): ServerInfo {
	const fields = new Map(text.split(/\r?\n/).map((line) => split(line)));
	return { run: fields.get('run_id'), warnings: [...appendOnlyWarning(fields), ...evictionWarning(fields)] };
}

function split(line: string): readonly [string, string] {
	const colon = line.indexOf(':');
	return [line.slice(0, colon), line.slice(colon + 1)];
}

function appendOnlyWarning(fields: ReadonlyMap<string, string>): readonly string[] {
	if (fields.get('aof_enabled') !== '0') return [];
	return [
		l10n.t(
			'The Redis server does not write what it takes in to its disk at once (its append-only file is off), and may have lost it after a crash. Machines that still have it will send it again; to be safe without them, set "appendonly yes" on the server.',
		),
	];
}

/** The policies named "volatile" drop only what has a time to live, which nothing of a novel has. */
function evictionWarning(fields: ReadonlyMap<string, string>): readonly string[] {
	const policy = fields.get('maxmemory_policy') ?? '';
	if (!policy.startsWith('allkeys-')) return [];
	return [
		l10n.t(
			`The Redis server drops data of its own accord when its memory is full (maxmemory-policy is "{0}"), a novel's memory among it. Set "maxmemory-policy noeviction" on the server.`,
			policy,
		),
	];
}
