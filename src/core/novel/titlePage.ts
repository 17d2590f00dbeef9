import { namedPart } from './headings/headingWords.js';

export interface TitlePage {
	readonly title?: string;
	readonly author?: string;
}

const longestTitle = 15;
/** A title page without "by" is told from a dedication or a preface only by being short. */
const shortPage = 30;

/** "A Novel" is no author. */
const subtitle = /^(?:an?|the|ein|eine|une?|una|o|en|et)\b/i;

const by = 'by|von|par|por|di|de|door|av|af';
const byLine = new RegExp(`^(?:written )?(?:${by})[.:]?$`, 'i');
const byAuthor = new RegExp(`^(?:written )?(?:${by}):? (\\p{Lu}.*)$`, 'iu');

/** Title and author as far as the text before the first chapter tells them. */
export function guessedTitlePage(frontMatter: string): TitlePage {
	const all = frontMatter
		.split('\n')
		.map(plainLine)
		.filter((line) => line !== '');
	// A preface or the contents have titles of their own.
	const end = all.findIndex((line) => namedPart(line) !== undefined);
	const lines = end < 0 ? all : all.slice(0, end);
	const named = namedValues(lines);
	const guessed = named.title === undefined ? fromByline(lines) : {};
	return { ...guessed, ...named };
}

/** "Title: Persuasion", as in the properties of Markdown files and in the headers of text collections. */
function namedValues(lines: readonly string[]): TitlePage {
	const value = (name: string): string | undefined => {
		const line = lines.slice(0, 60).find((one) => new RegExp(`^${name}:\\s*\\S`, 'i').test(one));
		return line
			?.slice(name.length + 1)
			.trim()
			.replace(/^(["'])(.*)\1$/, '$2');
	};
	return defined(value('title'), value('author'));
}

function fromByline(lines: readonly string[]): TitlePage {
	const index = lines
		.slice(0, 12)
		.findIndex((line) => byLine.test(line) || (byAuthor.test(line) && isName(authorIn(line))));
	if (index >= 0) {
		const line = lines[index] ?? '';
		return defined(
			titleOf(lines.slice(0, index)),
			withoutYear(byLine.test(line) ? (lines[index + 1] ?? '') : authorIn(line)),
		);
	}
	if (lines.join(' ').split(' ').length > shortPage) return {};
	const [title = '', ...others] = lines.filter((line) => withoutYear(line) !== '');
	const author = others.find((line) => isName(line) && !subtitle.test(line));
	return defined(titleOf([title]), author === undefined ? undefined : withoutYear(author));
}

function authorIn(line: string): string {
	return byAuthor.exec(line)?.[1] ?? '';
}

function titleOf(lines: readonly string[]): string | undefined {
	const title = lines.map(withoutYear).join(' ').trim();
	return title !== '' && title.split(' ').length <= longestTitle && !/[,;]$/.test(title) ? title : undefined;
}

/** Two to five words in capitals, initials and particles among them. */
function isName(line: string): boolean {
	const words = withoutYear(line).split(' ');
	return (
		words.length >= 2 &&
		words.length <= 5 &&
		words.every((word) => /^(?:\p{Lu}[\p{L}\p{M}.'’-]*|von|van|de|del|la|da|di|du|der|den|le)$/u.test(word))
	);
}

function withoutYear(line: string): string {
	return line.replace(/[,\s]*[([]?\b\d{4}\b[)\]]?\.?$/, '').trim();
}

/** Without the marks of Markdown. */
function plainLine(line: string): string {
	const plain = line.replace(/^[\s#>%*_]+|[\s*_#]+$/g, '').replace(/\s+/g, ' ');
	return /^[-=.]*$/.test(plain) || /^<!--|-->$/.test(plain) ? '' : plain;
}

function defined(title: string | undefined, author: string | undefined): TitlePage {
	return { ...(title ? { title } : {}), ...(author ? { author } : {}) };
}
