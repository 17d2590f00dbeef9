/** What is used here of a WebAssembly memory; neither Node's types nor the ES library declare it. */
interface WasmMemory {
	/** Another one after each growth. */
	readonly buffer: ArrayBuffer;
	grow(pages: number): number;
}

declare const WebAssembly: {
	readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object, imports: unknown) => { readonly exports: unknown };
};

/** The most that 32 bits can address. */
const maximumPages = 65_536;

/** `kernel/scoreRows.as` with a memory of its own. All parameters are addresses or numbers of bytes. */
export interface VectorKernel {
	readonly memory: WasmMemory;
	/** Writes the dot product of the query with each row to `scores`, as float32. `stride` is a multiple of 64. */
	readonly scoreRows: (query: number, rows: number, stride: number, count: number, scores: number) => void;
}

export function instantiateKernel(wasm: Uint8Array): VectorKernel {
	const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
	const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory } });
	return { memory, scoreRows: (exports as VectorKernel).scoreRows };
}
