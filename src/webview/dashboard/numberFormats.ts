import { formatMoney, microUsd, signedMoney } from '../../core/cost/money.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type TimeUnit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day';

/** Numbers, durations and moments as a language writes them. */
export class NumberFormats {
	readonly #language: string | undefined;
	readonly #whole: Intl.NumberFormat;
	readonly #compact: Intl.NumberFormat;
	readonly #percent: Intl.NumberFormat;
	readonly #moment: Intl.DateTimeFormat;
	readonly #units = new Map<string, Intl.NumberFormat>();

	/** @param language BCP 47; undefined for that of the machine */
	constructor(language: string | undefined) {
		this.#language = language;
		this.#whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
		this.#compact = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
		this.#percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
		this.#moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
	}

	count(value: number): string {
		return this.#whole.format(value);
	}

	/** `1.2M`: for columns of large numbers. */
	compact(value: number): string {
		return value < 10_000 ? this.count(value) : this.#compact.format(value);
	}

	/** @param share of 1 */
	percent(share: number): string {
		return this.#percent.format(share);
	}

	/** @param amount micro-dollars, below nothing as well */
	money(amount: number): string {
		return amount < 0 ? signedMoney(amount) : formatMoney(microUsd(amount));
	}

	/** @param at milliseconds since the Unix epoch */
	moment(at: number): string {
		return this.#moment.format(at);
	}

	/** At most two units: `2 hr 5 min`, `12 sec`, `340 ms`. */
	duration(ms: number): string {
		if (ms < secondMs) return this.#unit(Math.round(ms), 'millisecond');
		if (ms < 10 * secondMs) return this.#unit(Math.round(ms / 100) / 10, 'second');
		if (ms < minuteMs - 500) return this.#unit(Math.round(ms / secondMs), 'second');
		if (ms < hourMs - 500) return this.#pair(Math.round(ms / secondMs), 60, 'minute', 'second');
		if (ms < dayMs - minuteMs / 2) return this.#pair(Math.round(ms / minuteMs), 60, 'hour', 'minute');
		return this.#pair(Math.round(ms / hourMs), 24, 'day', 'hour');
	}

	#pair(small: number, ratio: number, large: TimeUnit, little: TimeUnit): string {
		const rest = small % ratio;
		const first = this.#unit(Math.floor(small / ratio), large);
		return rest === 0 ? first : `${first} ${this.#unit(rest, little)}`;
	}

	#unit(value: number, unit: TimeUnit): string {
		let format = this.#units.get(unit);
		if (format === undefined) {
			format = new Intl.NumberFormat(this.#language, { style: 'unit', unit, unitDisplay: 'short' });
			this.#units.set(unit, format);
		}
		return format.format(value);
	}
}

/** A time of a run as a clock shows it: `0:07`, `12:30`, `1:02:05`; with tenths where less than a second matters. */
export function clockTime(ms: number, stepMs = secondMs): string {
	const tenths = stepMs < secondMs ? `.${Math.floor((ms % secondMs) / 100)}` : '';
	const seconds = Math.floor(ms / secondMs);
	const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
	const shown = parts[0] === 0 ? parts.slice(1) : parts;
	return `${shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')}${tenths}`;
}
