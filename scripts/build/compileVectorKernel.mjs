import { compileAssemblyScript } from './compileAssemblyScript.mjs';

/** The vector worker reads it at run time. */
export async function compileVectorKernel() {
	await compileAssemblyScript('src/adapters/vectors/kernel/scoreRows.as', 'dist/vectors/kernel.wasm');
}
