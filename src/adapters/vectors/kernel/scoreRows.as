/**
 * AssemblyScript, compiled to dist/vectors/kernel.wasm by scripts/build/compileVectorKernel.mjs. All arguments are
 * addresses or numbers of bytes; who calls lays out the memory. Nothing is allocated.
 */

/**
 * Writes the dot product of the query with each row as a float32.
 * @param query `stride` bytes of float32, as is each row; `stride` is a multiple of 64
 */
export function scoreRows(query: usize, rows: usize, stride: usize, count: u32, scores: usize): void {
	let row = rows;
	for (let index: u32 = 0; index < count; index++) {
		// Four sums, since one would make each addition wait for the last.
		let first = f32x4.splat(0);
		let second = first;
		let third = first;
		let fourth = first;
		let at = query;
		const end = row + stride;
		while (row < end) {
			first = f32x4.add(first, f32x4.mul(v128.load(row), v128.load(at)));
			second = f32x4.add(second, f32x4.mul(v128.load(row, 16), v128.load(at, 16)));
			third = f32x4.add(third, f32x4.mul(v128.load(row, 32), v128.load(at, 32)));
			fourth = f32x4.add(fourth, f32x4.mul(v128.load(row, 48), v128.load(at, 48)));
			row += 64;
			at += 64;
		}
		const sum = f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth));
		store<f32>(
			scores,
			f32x4.extract_lane(sum, 0) +
				f32x4.extract_lane(sum, 1) +
				(f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)),
		);
		scores += 4;
	}
}
