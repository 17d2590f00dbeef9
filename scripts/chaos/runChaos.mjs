import '../exitOnSignal.mjs';
import { parseArgs } from 'node:util';
import { build } from '../build/build.mjs';

const { values } = parseArgs({
	options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});

await build('--production', '--tests');
const { killWriters } = await import('../../build/jobs/killWriters.js');
const report = await killWriters(Number(values.kills), Number(values.seed), (line) =>
	process.stderr.write(`${line}\n`),
);
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exitCode = report.lost + report.corrupt + report.unindexed === 0 ? 0 : 1;
