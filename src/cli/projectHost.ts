import type { ProjectHost } from '../compose.js';
import type { ProjectSettings } from '../compose/projectSettings.js';
import { keyVariableOf } from '../adapters/llm/providers.js';

/** A host without an editor: settings from the command line, keys from the environment. */
export function terminalHost(settings: ProjectSettings): ProjectHost {
	return {
		dist: new URL(/\/chunks\/[^/]*$/.test(import.meta.url) ? '../' : './', import.meta.url),
		settings: () => settings,
		redisUrl: () => Promise.resolve(process.env['PROMETHEUS_NOVEL_REDIS_URL'] || undefined),
		key: (provider) => Promise.resolve(process.env[keyVariableOf(provider)]),
	};
}
