/**
 * Models that answer a temperature with an error, by the provider's own name for them. The providers' SDK packages
 * drop it by themselves for their own names; this table is for the same models behind gateways, and as of November 2026:
 * OpenAI's reasoning models (o-series, GPT-5 and newer), and Claude from Opus 4.7 and the 5 series on.
 */
const withoutTemperature: readonly RegExp[] = [
	/(^|\/)o[1-9](-|$)/,
	/(^|\/)gpt-[5-9](?!.*-chat)/,
	/(^|\/)claude-opus-4[.-][789]/,
	/(^|\/)claude-[a-z]+-[5-9]/,
];

export function takesTemperature(model: string): boolean {
	return !withoutTemperature.some((pattern) => pattern.test(model));
}
