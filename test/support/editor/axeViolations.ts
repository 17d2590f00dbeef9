import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What breaks WCAG 2.1 AA in a page, as `rule: element`. */
export async function axeViolations(frame: Frame): Promise<readonly string[]> {
	// As text: the page's own policy lets no other script in.
	await frame.evaluate(axeSource());
	const { violations } = await frame.evaluate(
		(options: RunOptions) =>
			(globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
		{ runOnly: { type: 'tag', values: wcag } } satisfies RunOptions,
	);
	return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`));
}

function axeSource(): string {
	return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
