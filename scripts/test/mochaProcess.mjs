import '../exitOnSignal.mjs';
import { runMochaSuite } from '../../test/support/editor/mochaSuite.ts';

await runMochaSuite(JSON.parse(process.env.TEST_SUITE));
// What a test left open must not keep the run from ending.
process.exit();
