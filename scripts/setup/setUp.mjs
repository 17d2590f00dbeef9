import { browserHostedEditor } from './browserHostedEditor.mjs';
import { npmDependencies } from './npmDependencies.mjs';
import { takeStep } from './step.mjs';
import { chromium, redis, systemPackages } from './systemPackages.mjs';

/**
 * Brings about what is missing of the project's own parts ('editor', 'chromium', 'redis'), beside the npm
 * dependencies. The steps write to different places, so they run side by side. False when one failed.
 */
export async function setUp(parts) {
	process.stderr.write('Set-up\n');
	const packages = [parts.includes('chromium') ? [chromium] : [], parts.includes('redis') ? [redis] : []].flat();
	const steps = [npmDependencies];
	if (parts.includes('editor')) steps.push(browserHostedEditor);
	if (packages.length > 0) steps.push(systemPackages(packages));
	const outcomes = await Promise.all(steps.map(attempt));
	return outcomes.every(Boolean);
}

async function attempt(step) {
	try {
		await takeStep(step);
		return true;
	} catch (error) {
		process.stderr.write(`  ✗ ${step.name}: ${error.message}\n`);
		return false;
	}
}
