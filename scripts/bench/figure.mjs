/** A figure beside its peer's, in the same unit. */
export function figure(name, value, unit, peer, peerValue) {
	return { name, value: rounded(value), unit, peer, peerValue: rounded(peerValue), ratio: rounded(value / peerValue) };
}

export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

function rounded(value) {
	return Number(value.toPrecision(4));
}
