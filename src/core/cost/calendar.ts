/** `2026-11-25`: the calendar day of a moment where the author lives. @param at milliseconds since the Unix epoch */
export function dayOf(at: number): string {
	const date = new Date(at);
	return `${String(date.getFullYear()).padStart(4, '0')}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/** `2026-11` */
export function monthOf(at: number): string {
	return dayOf(at).slice(0, 7);
}

function twoDigits(number: number): string {
	return String(number).padStart(2, '0');
}
