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
	'memory.search',
	'memory.add',
	'memory.addSelection',
	'memory.edit',
	'memory.delete',
	'memory.pin',
	'memory.reveal',
] as const;

export type CommandId = (typeof commandIds)[number];
