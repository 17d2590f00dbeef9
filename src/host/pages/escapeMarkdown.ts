/** Names of models come from outside. */
export function escapeMarkdown(text: string): string {
	return text.replaceAll(/[\\`*_{}[\]<>()#|!]/g, (character) => `\\${character}`);
}
