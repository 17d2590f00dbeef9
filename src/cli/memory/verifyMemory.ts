import type { NovelProject } from '../../services/novelProject.js';
import { isHealthy } from '../../core/memory/recallHealth.js';
import type { CommandLine } from '../options.js';
import { print } from '../output.js';

/** Exit code 1 when anything is wrong. */
export async function verifyMemory(project: NovelProject, { json }: CommandLine, signal: AbortSignal): Promise<number> {
	const problem = await project.verifyDatabase(signal);
	const health = await project.recallCheck.check(signal);
	const paths = [health.words, ...(health.meaning === undefined ? [] : [health.meaning])];
	const healthy = problem === undefined && paths.every(isHealthy);
	print(json, { healthy, database: problem ?? 'ok', recall: health }, () => [
		problem === undefined ? 'The database is sound.' : `The database is damaged: ${problem}`,
		`By words: ${health.words.found} of ${health.words.asked} known passages found.`,
		...(health.meaning === undefined
			? []
			: [health.meaning.fault ?? `By meaning: ${health.meaning.found} of ${health.meaning.asked} found.`]),
	]);
	return healthy ? 0 : 1;
}
