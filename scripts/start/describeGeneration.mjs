/** What `prometheusNovel.generateNovel` returned, as lines for a person. */
export function describeGeneration(result) {
	const lines = result.chapters.map(describeChapter);
	const words = result.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
	lines.push(`${result.chapters.length} chapters, ${count(words)} words`);
	if (result.upToDate) lines.push('All is up to date: no model call was made.');
	lines.push(`Model calls: ${count(result.modelCalls)}`);
	lines.push(`Tokens: ${count(result.tokens.input)} in, ${count(result.tokens.output)} out`);
	lines.push(`Cost: $${(result.costMicroUsd / 1e6).toFixed(6)}`);
	lines.push(`Time: ${(result.elapsedMs / 1000).toFixed(2)} s`);
	lines.push(...result.failures.map((failure) => `Failed: ${failure}`));
	const failed = result.chapters.some((chapter) => chapter.state === 'failed');
	return { lines, succeeded: !failed && result.failures.length === 0 && result.chapters.length > 0 };
}

function describeChapter({ chapter, path, words, state, reason }) {
	const line = `Chapter ${chapter}: ${path}, ${count(words)} words, ${state}`;
	return reason === undefined ? line : `${line} (${reason})`;
}

function count(figure) {
	return figure.toLocaleString('en');
}
