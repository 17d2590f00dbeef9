import * as vscode from 'vscode';

/** For numbers and times: the language of the sentences around them, as the system writes it if that is also its language. */
export function locale(): string {
	const system = new Intl.NumberFormat().resolvedOptions().locale;
	const { language } = vscode.env;
	return primary(system) === primary(language) ? system : language;
}

/** `2.9`, in German `2,9` */
export function decimal(value: number, digits: number): string {
	return value.toLocaleString(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function primary(tag: string): string | undefined {
	return tag.split('-')[0];
}
