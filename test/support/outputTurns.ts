export interface OutputTurn {
	readonly write: (text: string) => void;
	readonly end: () => void;
}

/**
 * For what works side by side and prints, each text kept whole: the first turn writes through, and each following one
 * once all before it have ended.
 */
export function outputTurns(count: number, write: (text: string) => void): readonly OutputTurn[] {
	const turns = Array.from({ length: count }, () => ({ held: [] as string[], hasEnded: false }));
	let current = 0;
	const passOn = (): void => {
		while (turns[current]?.hasEnded === true) {
			current += 1;
			for (const text of turns[current]?.held.splice(0) ?? []) write(text);
		}
	};
	return turns.map((turn, number) => ({
		write: (text) => {
			if (number === current) write(text);
			else turn.held.push(text);
		},
		end: () => {
			turn.hasEnded = true;
			passOn();
		},
	}));
}
