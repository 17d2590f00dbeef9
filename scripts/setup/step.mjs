/** Something that set-up leaves behind: whether it is there, and how to bring it about. */
export async function takeStep({ name, isThere, bringAbout }) {
	if (await isThere()) return print(`  ✓ ${name}`);
	const started = performance.now();
	await bringAbout();
	print(`  ✓ ${name} (installed in ${((performance.now() - started) / 1000).toFixed(0)} s)`);
}

function print(line) {
	process.stderr.write(`${line}\n`);
}
