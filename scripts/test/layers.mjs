// Usage: node scripts/test/layers.mjs [directory]
// The directory holds a src/ folder; this project's by default.
import { cruise } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.mjs';

// The library, not its command line, which warns on every run that it knows no TypeScript 7: swc parses here.
const { options, forbidden } = configuration;
const { output } = await cruise(['src'], {
	...options,
	baseDir: process.argv[2] ?? process.cwd(),
	ruleSet: { forbidden },
	validate: true,
});

const { violations, totalCruised, totalDependenciesCruised } = output.summary;
for (const { rule, from, to, cycle } of violations) {
	const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
	process.stdout.write(`${rule.name}: ${from} → ${way}\n`);
}
process.stdout.write(`${totalCruised} modules, ${totalDependenciesCruised} imports, ${violations.length} violations\n`);
process.exitCode = violations.length > 0 || totalCruised === 0 ? 1 : 0;
