/** AssemblyScript. The sum of so many bytes of float32, a multiple of 64: as fast as memory can be read at all. */
export function sumBytes(start: usize, bytes: usize): f32 {
	let first = f32x4.splat(0);
	let second = first;
	let third = first;
	let fourth = first;
	const end = start + bytes;
	for (let at = start; at < end; at += 64) {
		first = f32x4.add(first, v128.load(at));
		second = f32x4.add(second, v128.load(at, 16));
		third = f32x4.add(third, v128.load(at, 32));
		fourth = f32x4.add(fourth, v128.load(at, 48));
	}
	const sum = f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth));
	return (
		f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
	);
}
