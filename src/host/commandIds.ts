/** All commands, without the prefix `prometheusNovel.`. */
export const commandIds = [
	'newNovel',
	'planNovel',
	'generateNextChapter',
	'generateChapter',
	'generateNovel',
	'cancelGeneration',
	'chooseModels',
	'setApiKey',
	'showSpending',
	'compareCandidate',
	'acceptCandidate',
	'discardCandidate',
	'importManuscript',
	'memory.backup',
	'memory.restore',
	'memory.clear',
	'memory.verify',
	'memory.connectRedis',
] as const;

export type CommandId = (typeof commandIds)[number];
