import { builtInTemplates } from './builtInTemplates.js';
import { scanTags } from './templateTags.js';

export interface TemplateUse {
	/** As the tags name them: `style`, `next.title`. */
	readonly variables: ReadonlySet<string>;
	/** Names of the author's own templates among those that were read. */
	readonly own: ReadonlySet<string>;
}

/** What templates and the partials in them can bring into a prompt. */
export function templateUse(templates: ReadonlyMap<string, string>, names: readonly string[]): TemplateUse {
	const variables = new Set<string>();
	const read = new Set<string>();
	const waiting = [...names];
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		if (read.has(name)) continue;
		read.add(name);
		for (const tag of scanTags(templates.get(name) ?? builtInTemplates.get(name) ?? '').tags) {
			if (tag.sigil === '>') waiting.push(tag.name);
			else variables.add(tag.name);
		}
	}
	return { variables, own: new Set([...read].filter((name) => templates.has(name))) };
}

/** Whether a variable, or a field of it, is named. */
export function isUsed({ variables }: TemplateUse, name: string): boolean {
	return variables.has(name) || [...variables].some((used) => used.startsWith(`${name}.`));
}
