import {
	findNodeAtLocation,
	parseTree,
	printParseErrorCode,
	type Node,
	type ParseError,
	getNodeValue,
} from 'jsonc-parser';
import * as l10n from '@vscode/l10n';
import { closestName } from './closestName.js';
import type { NovelInfo, Problem } from './novel.js';
import { novelInfoAdvice, novelInfoProperties, novelInfoSchema, type NovelInfoProperty } from './novelInfoSchema.js';
import { problemAt, textPositions, type TextPositions } from './textPosition.js';

export interface ParsedNovelInfo {
	/** Undefined when there is an error among the problems. */
	readonly info?: NovelInfo;
	readonly problems: Problem[];
}

/** Reads `novel.json`. Comments and trailing commas are understood, with a warning, since other programs stumble over them. */
export function parseNovelInfo(text: string, path = 'novel.json'): ParsedNovelInfo {
	const source = new JsonSource(text, path);
	const errors: ParseError[] = [];
	const root = parseTree(text, errors, { allowTrailingComma: true });
	if (errors.length > 0 || root?.type !== 'object') return { problems: [source.syntaxProblem(errors[0])] };
	const read = novelInfoSchema.safeParse(getNodeValue(root));
	const warnings = [...source.strictnessProblems(), ...source.typoProblems(root)];
	if (!read.success) return { problems: [...source.valueProblems(root, read.error.issues), ...warnings] };
	const { $schema: _schema, ...info } = read.data;
	return { info, problems: warnings };
}

/** A `novel.json` that `parseNovelInfo` reads back as the same. */
export function formatNovelInfo(info: NovelInfo): string {
	const { id, title, author, language, genre, pointOfView, tense, chapters, wordsPerChapter } = info;
	const ordered = { id, title, author, language, genre, pointOfView, tense, chapters, wordsPerChapter };
	return `${JSON.stringify(ordered, null, '\t')}\n`;
}

/** Puts what the parsers found at its place in the text. */
class JsonSource {
	readonly #text: string;
	readonly #path: string;
	readonly #positions: TextPositions;

	constructor(text: string, path: string) {
		this.#text = text;
		this.#path = path;
		this.#positions = textPositions(text);
	}

	syntaxProblem(error: ParseError | undefined): Problem {
		if (this.#text.trim() === '') return this.#problem(0, 0, 'error', 'json', emptyFile());
		if (error === undefined)
			return this.#problem(
				0,
				this.#text.length,
				'error',
				'json',
				l10n.t('novel.json must be one object in braces: { … }.'),
			);
		const start = Math.min(error.offset, this.#text.trimEnd().length);
		return this.#problem(
			start,
			start + error.length,
			'error',
			'json',
			l10n.t('novel.json cannot be read: {0}', syntaxAdvice(error)),
		);
	}

	strictnessProblems(): Problem[] {
		const errors: ParseError[] = [];
		parseTree(this.#text, errors, { allowTrailingComma: false, disallowComments: true });
		return errors
			.slice(0, 1)
			.map(({ offset, length }) => this.#problem(offset, offset + length, 'warning', 'json-strict', notPlainJson()));
	}

	typoProblems(root: Node): Problem[] {
		const known = novelInfoProperties as readonly string[];
		const names = (root.children ?? []).flatMap((property) => property.children?.[0] ?? []);
		const present = new Set(names.map((node) => String(node.value)));
		return names.flatMap((node) => {
			const name = String(node.value);
			const meant = closestName(
				name,
				known.filter((other) => !present.has(other)),
			);
			if (known.includes(name) || meant === undefined) return [];
			return [
				this.#atNode(
					node,
					'warning',
					'unknown-property',
					l10n.t('"{0}" is not known. Did you mean "{1}"?', name, meant),
				),
			];
		});
	}

	valueProblems(root: Node, issues: ReadonlyArray<{ readonly path: readonly PropertyKey[] }>): Problem[] {
		const names = new Set(issues.map((issue) => String(issue.path[0])));
		return [...names].map((name) => {
			const node = findNodeAtLocation(root, [name]);
			const advice = novelInfoAdvice(name as NovelInfoProperty);
			if (node) return this.#atNode(node, 'error', 'invalid-value', advice);
			return this.#problem(
				root.offset,
				root.offset + 1,
				'error',
				'missing-property',
				l10n.t('novel.json needs "{0}". {1}', name, advice),
			);
		});
	}

	#atNode(node: Node, severity: Problem['severity'], code: string, message: string): Problem {
		return this.#problem(node.offset, node.offset + node.length, severity, code, message);
	}

	#problem(start: number, end: number, severity: Problem['severity'], code: string, message: string): Problem {
		return problemAt(
			this.#path,
			this.#positions.range(start, Math.min(end, this.#text.length)),
			severity,
			code,
			message,
		);
	}
}

function emptyFile(): string {
	return l10n.t("novel.json is empty. Undo what emptied it, or delete it and run 'Prometheus Novel: New Novel'.");
}

function notPlainJson(): string {
	return l10n.t(
		'novel.json is plain JSON: other programs may stumble over comments and over a comma before a closing bracket. Remove it.',
	);
}

function syntaxAdvice(error: ParseError): string {
	return syntaxSentences()[printParseErrorCode(error.error)] ?? l10n.t('something here is not JSON.');
}

function syntaxSentences(): Readonly<Record<string, string>> {
	return {
		InvalidSymbol: l10n.t('something here is not JSON. Put text into double quotation marks.'),
		InvalidNumberFormat: l10n.t('this is not a number. Write digits only, such as 24.'),
		PropertyNameExpected: l10n.t('a property name in double quotation marks belongs here, such as "title".'),
		ValueExpected: l10n.t('a value is missing here.'),
		ColonExpected: l10n.t('a colon is missing here, between the name and its value.'),
		CommaExpected: l10n.t('a comma is missing here, between two properties.'),
		CloseBraceExpected: l10n.t('the closing brace } is missing.'),
		CloseBracketExpected: l10n.t('the closing bracket ] is missing.'),
		EndOfFileExpected: l10n.t('nothing may follow the closing brace.'),
		UnexpectedEndOfComment: l10n.t('a comment does not end.'),
		UnexpectedEndOfString: l10n.t('the closing quotation mark is missing.'),
		UnexpectedEndOfNumber: l10n.t('this number is not finished.'),
		InvalidUnicode: l10n.t('this character code is not valid.'),
		InvalidEscapeCharacter: l10n.t('a backslash must be doubled: \\\\.'),
		InvalidCharacter: l10n.t('text may not run over the end of a line; write \\n instead.'),
	};
}
