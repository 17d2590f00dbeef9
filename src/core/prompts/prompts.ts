import Mustache from 'mustache';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { builtInTemplates } from './builtInTemplates.js';
import { templateParts } from './templateTags.js';

export { templateProblems } from './templateProblems.js';

/** The parts of a call, in order of stability; what a template's two `---` lines divide. */
export interface Prompt {
	readonly system: string;
	readonly context: string;
	readonly task: string;
}

/**
 * @param templates the author's own by name, partials included; they win over the built-in ones.
 * @throws AppError `bad-template` when the template cannot be read; `templateProblems` says where and why.
 */
export function renderPrompt(
	templates: ReadonlyMap<string, string>,
	name: string,
	view: Readonly<Record<string, unknown>>,
): Prompt {
	const find = (wanted: string) => templates.get(wanted) ?? builtInTemplates.get(wanted);
	const parts = templateParts(find(name) ?? '').map((part) => part.text);
	const [system, context, task] = parts;
	if (parts.length !== 3 || system === undefined || context === undefined || task === undefined) {
		throw badTemplate(
			name,
			l10n.t('The prompt template "{0}" needs three parts divided by two lines that are exactly "---".', name),
		);
	}
	const render = (part: string) => tidy(renderPart(name, part, view, find));
	return { system: render(system), context: render(context), task: render(task) };
}

function renderPart(name: string, part: string, view: unknown, find: (name: string) => string | undefined): string {
	try {
		return Mustache.render(part, view, (partial) => find(partial)?.replaceAll('\r\n', '\n'), { escape: plainText });
	} catch (cause) {
		throw badTemplate(name, l10n.t('The prompt template "{0}" has a tag or section that is not closed.', name), {
			cause,
		});
	}
}

/** No HTML escaping; a list that is named like a text is read out. */
function plainText(value: unknown): string {
	return Array.isArray(value) ? value.join(', ') : String(value);
}

function badTemplate(name: string, fault: string, options?: ErrorOptions): AppError {
	const advice = l10n.t('Correct prompts/{0}.md, or delete it to use the built-in one.', name);
	return new AppError('bad-template', `${fault} ${advice}`, options);
}

function tidy(text: string): string {
	return text.replace(/\n{3,}/g, '\n\n').trim();
}
