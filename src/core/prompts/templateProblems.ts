import * as l10n from '@vscode/l10n';
import { builtInTemplates } from './builtInTemplates.js';
import { scanTags, templateParts, type TemplatePart, type TemplateTag } from './templateTags.js';
import {
	partialVariables,
	templateVariables,
	type TemplateVariables,
	type VariableShape,
} from './templateVariables.js';

export interface TemplateProblem {
	/** Zero-based. */
	readonly line: number;
	/** What is wrong and what to do. */
	readonly message: string;
	/** A file that is not used at all keeps nothing from working. */
	readonly isHarmless?: true;
}

/** @param name of the template, as in `prompts/<name>.md`. */
export function templateProblems(name: string, text: string): readonly TemplateProblem[] {
	const stageVariables: TemplateVariables | undefined = (templateVariables as Record<string, TemplateVariables>)[name];
	const variables = stageVariables ?? partialVariables[name];
	if (variables === undefined) {
		const names = [...builtInTemplates.keys()].join(', ');
		return [
			{
				line: 0,
				message: l10n.t('No prompt is called "{0}", so this file is not used. Name it after one of: {1}.', name, names),
				isHarmless: true,
			},
		];
	}
	const parts = stageVariables === undefined ? [{ text, line: 0 }] : templateParts(text);
	const found = parts.flatMap((part) => partProblems(part, variables));
	return stageVariables === undefined || parts.length === 3 ? found : [wrongParts(parts), ...found];
}

function wrongParts(parts: readonly TemplatePart[]): TemplateProblem {
	const message =
		parts.length === 1
			? l10n.t(
					'A prompt has three parts (what stays the same for the book, what changes with the chapter, and the task), divided by two lines that are exactly "---"; here is no such line.',
				)
			: l10n.t(
					'A prompt has three parts (what stays the same for the book, what changes with the chapter, and the task), divided by two lines that are exactly "---"; here are {0}.',
					parts.length - 1,
				);
	return { line: Math.max(0, (parts[3] ?? parts[0])?.line ?? 0), message };
}

interface Section {
	readonly tag: TemplateTag;
	/** Undefined when its name is not known: then nothing inside can be judged by it. */
	readonly shape: VariableShape | undefined;
}

function partProblems(part: TemplatePart, variables: TemplateVariables): readonly TemplateProblem[] {
	const scan = scanTags(part.text, part.line);
	const problems: TemplateProblem[] = scan.unclosedLines.map((line) => ({
		line,
		message: l10n.t('A tag begins here with "{{" and has no "}}". Close it, on the same line.'),
	}));
	const open: Section[] = [];
	for (const tag of scan.tags) problems.push(...tagProblems(tag, open, variables));
	return [...problems, ...open.map(({ tag }) => unclosed(tag))].sort((a, b) => a.line - b.line);
}

/** Follows the tag into or out of its section: `open` is changed. */
function tagProblems(tag: TemplateTag, open: Section[], variables: TemplateVariables): readonly TemplateProblem[] {
	switch (tag.sigil) {
		case '!':
			return [];
		case '=':
			return [{ line: tag.line, message: l10n.t('Other tag marks than "{{" and "}}" are not supported. Remove this tag.') }];
		case '>':
			return tag.name in partialVariables ? [] : [unknownPartial(tag)];
		case '/':
			return closeSection(tag, open);
		case '':
		case '&':
		case '#':
		case '^': {
			const shape = lookUp(tag.name, open, variables);
			if (tag.sigil === '#' || tag.sigil === '^') open.push({ tag, shape });
			return shape === undefined ? [unknownVariable(tag, variables)] : [];
		}
	}
}

function closeSection(tag: TemplateTag, open: Section[]): readonly TemplateProblem[] {
	const at = open.findLastIndex((section) => section.tag.name === tag.name);
	if (at < 0)
		return [
			{
				line: tag.line,
				message: l10n.t(
					'"{0}" closes a section that was not opened. Remove it, or open it before.',
					closing(tag),
				),
			},
		];
	return open
		.splice(at)
		.slice(1)
		.map((section) => unclosed(section.tag));
}

function unclosed(tag: TemplateTag): TemplateProblem {
	return {
		line: tag.line,
		message: l10n.t(
			'The section "{0}" is not closed. Add "{1}" after it, within the same part and before the section around it ends.',
			`{{${tag.sigil}${tag.name}}}`,
			closing(tag),
		),
	};
}

function closing({ name }: TemplateTag): string {
	return `{{/${name}}}`;
}

function unknownPartial(tag: TemplateTag): TemplateProblem {
	return {
		line: tag.line,
		message: l10n.t('There is no partial "{0}". The partials are: {1}.', tag.name, Object.keys(partialVariables).join(', ')),
	};
}

function unknownVariable(tag: TemplateTag, variables: TemplateVariables): TemplateProblem {
	return {
		line: tag.line,
		message: l10n.t('"{0}" is not known here and would stay empty. Known are: {1}.', tag.name, Object.keys(variables).join(', ')),
	};
}

/** As Mustache does: the first step is sought from the innermost section outwards, the others in what it found. */
function lookUp(path: string, open: readonly Section[], variables: TemplateVariables): VariableShape | undefined {
	if (path === '.') return open.some((section) => section.tag.sigil === '#') ? 'text' : undefined;
	const [first = '', ...rest] = path.split('.');
	const scopes = [variables, ...open.filter((section) => section.tag.sigil === '#').map((section) => section.shape)];
	const start = scopes.map((scope) => field(scope, first)).findLast((shape) => shape !== undefined);
	return rest.reduce<VariableShape | undefined>((shape, step) => field(shape, step), start);
}

function field(shape: VariableShape | undefined, step: string): VariableShape | undefined {
	if (shape === undefined || shape === 'text') return undefined;
	if (shape === 'texts') return /^\d+$|^length$/.test(step) ? 'text' : undefined;
	return Object.hasOwn(shape, step) ? shape[step] : undefined;
}
