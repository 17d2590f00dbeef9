// Writes schemas/novel.schema.json from the zod schema. Usage: node scripts/schemas.mjs
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import * as prettier from 'prettier';

const bundle = path.resolve('build/schemas/novelInfoSchema.mjs');
const target = 'schemas/novel.schema.json';

await esbuild.build({
	entryPoints: ['src/core/novel/novelInfoSchema.ts'],
	bundle: true,
	format: 'esm',
	platform: 'node',
	outfile: bundle,
});
const { novelJsonSchema } = await import(pathToFileURL(bundle).href);
const options = await prettier.resolveConfig(target);
await mkdir(path.dirname(target), { recursive: true });
await writeFile(target, await prettier.format(JSON.stringify(novelJsonSchema()), { ...options, filepath: target }));
await rm(path.dirname(bundle), { recursive: true, force: true });
