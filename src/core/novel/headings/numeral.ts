export type NumeralStyle = 'arabic' | 'roman' | 'word';

export interface Numeral {
	readonly value: number;
	readonly style: NumeralStyle;
	/** What follows it. */
	readonly rest: string;
}

/** More chapters than this no book has, and words such as "mix" are Roman numerals beyond it. */
const most = 500;

/** The number that a text begins with: `12`, `XII`, `12th`, `twelve`, `twenty-first`; words in English only. */
export function leadingNumeral(text: string): Numeral | undefined {
	return arabic(text) ?? roman(text) ?? words(text);
}

/** `十二`, `一百零三`, `12`, full-width digits; undefined for anything else. */
export function hanNumber(text: string): number | undefined {
	const plain = text.normalize('NFKC');
	if (/^\d{1,4}$/.test(plain)) return Number(plain);
	if (!/[十百千]/.test(plain)) return hanDigits(plain);
	let total = 0;
	let digit: number | undefined;
	for (const character of plain) {
		const unit = hanUnits.get(character);
		if (unit === undefined) digit = hanDigits(character);
		else {
			total += (digit ?? 1) * unit;
			digit = undefined;
		}
	}
	return total + (digit ?? 0);
}

function arabic(text: string): Numeral | undefined {
	const match = /^(\d{1,4})(?:st|nd|rd|th|er|e|º|ª)?(?![\p{L}\p{N}])/u.exec(text);
	return match ? { value: Number(match[1]), style: 'arabic', rest: text.slice(match[0].length) } : undefined;
}

const romanForm = /^(?=[IVXLCD])(?:C{0,3}|CD|D)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\p{L}\p{N}'’])/iu;
const romanValues: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500 };

function roman(text: string): Numeral | undefined {
	const digits = romanForm.exec(text)?.[0] ?? '';
	const values = Array.from(digits.toUpperCase(), (digit) => romanValues[digit] ?? 0);
	const value = values.reduce((sum, one, index) => sum + (one < (values[index + 1] ?? 0) ? -one : one), 0);
	return value > 0 && value <= most ? { value, style: 'roman', rest: text.slice(digits.length) } : undefined;
}

const units =
	'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const unitOrdinals =
	'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';

const wordValues: ReadonlyMap<string, number> = new Map([
	...units.split(' ').map((word, index): [string, number] => [word, index + 1]),
	...unitOrdinals.split(' ').map((word, index): [string, number] => [word, index + 1]),
	...tens.split(' ').flatMap((word, index): Array<[string, number]> => [
		[word, (index + 2) * 10],
		[word.replace(/y$/, 'ieth'), (index + 2) * 10],
	]),
	['hundred', 100],
	['hundredth', 100],
]);

function words(text: string): Numeral | undefined {
	let value = 0;
	let used = 0;
	for (const match of text.matchAll(/([a-z]+)(?:[ -]+|$|(?=[^a-z]))/giy)) {
		const word = match[1]?.toLowerCase() ?? '';
		const one = wordValues.get(word);
		if (one === undefined && !(word === 'and' && value >= 100)) break;
		const next = added(value, one ?? 0);
		if (next === undefined) break;
		value = next;
		if (one !== undefined) used = match.index + word.length;
	}
	const rest = text.slice(used);
	return value > 0 && value <= most && !/^[\p{L}\p{N}'’]/u.test(rest) ? { value, style: 'word', rest } : undefined;
}

/** `twenty` and `one` make 21; `one` and `two` make no number. */
function added(value: number, one: number): number | undefined {
	if (one === 100) return value === 0 ? 100 : value < 10 ? value * 100 : undefined;
	if (value === 0 || one === 0 || value % 100 === 0) return value + one;
	return value % 100 >= 20 && value % 10 === 0 && one < 10 ? value + one : undefined;
}

const hanUnits: ReadonlyMap<string, number> = new Map([
	['十', 10],
	['百', 100],
	['千', 1_000],
]);

function hanDigits(text: string): number | undefined {
	const digits = Array.from(text, (character) =>
		'〇一二三四五六七八九'.indexOf(character.replace('零', '〇').replace('两', '二')),
	);
	return digits.length === 0 || digits.includes(-1) ? undefined : Number(digits.join(''));
}
