/** The user turn that follows `ModelRequest.soFar`; assistant prefill is refused by some current models. */
export const continueInstruction =
	'Your reply was cut off at the end of the text above. Go on from exactly there, with the next sentence. Do not repeat, summarise or comment on anything already written.';
