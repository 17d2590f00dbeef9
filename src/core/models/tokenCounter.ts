/** Counts tokens of text. Exact for OpenAI's o200k vocabulary, an estimate for the others. */
export interface TokenCounter {
	count(text: string): Promise<number>;
	/** One count a text, in order; one round trip for all of them. */
	countAll(texts: readonly string[]): Promise<readonly number[]>;
}
