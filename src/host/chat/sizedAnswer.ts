/** An answer that says more the more room there is. */
export interface SizedAnswer {
	/** The size of the whole answer; 0 is the least that it can say. */
	readonly most: number;
	/** What fits at a size fits at all smaller ones. */
	render(size: number): string;
}

export interface TokenRoom {
	/** Tokens, as `count` counts them. */
	readonly budget: number;
	count(text: string): PromiseLike<number>;
}

/** As much of an answer as there is room for, and the least of it where there is none. */
export async function fitAnswer(answer: SizedAnswer, room: TokenRoom | undefined): Promise<string> {
	const whole = answer.render(answer.most);
	if (room === undefined || (await room.count(whole)) <= room.budget) return whole;
	let [fitting, tooMuch] = [0, answer.most];
	while (tooMuch - fitting > 1) {
		const middle = Math.floor((fitting + tooMuch) / 2);
		if ((await room.count(answer.render(middle))) <= room.budget) fitting = middle;
		else tooMuch = middle;
	}
	return answer.render(fitting);
}
