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
] as const;

export type CommandId = (typeof commandIds)[number];
