/** Every phase in its order, with what set-up must have brought about for it. */
export const phases = {
	lint: [],
	types: [],
	layers: [],
	unit: [],
	contract: ['redis'],
	host: ['editor', 'chromium'],
	browser: ['editor', 'chromium'],
};

/** The phases that are named, or all. */
export function chosenPhases(programArguments) {
	const names = Object.keys(phases);
	const named = programArguments.slice(0, grepPosition(programArguments));
	const unknown = named.filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`No such phase: ${unknown.join(', ')}. There are ${names.join(', ')}.`);
	return named.length === 0 ? names : names.filter((name) => named.includes(name));
}

/** What follows `--grep`, which picks tests by their titles. */
export function chosenTitles(programArguments) {
	return programArguments[grepPosition(programArguments) + 1];
}

export function partsFor(chosen) {
	return [...new Set(chosen.flatMap((name) => phases[name]))];
}

function grepPosition(programArguments) {
	const position = programArguments.indexOf('--grep');
	return position === -1 ? programArguments.length : position;
}
