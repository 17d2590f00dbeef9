import '../exitOnSignal.mjs';
import { build } from '../build/build.mjs';
import { candidatePicture } from './candidatePicture.mjs';
import { chapterPicture } from './chapterPicture.mjs';
import { dashboardPicture, timelinePicture } from './dashboardPicture.mjs';
import { generatePicture } from './generatePicture.mjs';
import { drawIcon } from './icon.mjs';
import { manuscriptPicture } from './manuscriptPicture.mjs';
import { modelsPicture } from './modelsPicture.mjs';
import { newNovelPicture } from './newNovelPicture.mjs';

const pictures = {
	icon: drawIcon,
	chapter: chapterPicture,
	'new-novel': newNovelPicture,
	generate: generatePicture,
	models: modelsPicture,
	candidate: candidatePicture,
	dashboard: dashboardPicture,
	timeline: timelinePicture,
	manuscript: manuscriptPicture,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in pictures));
if (unknown.length > 0)
	throw new Error(`No such picture: ${unknown.join(', ')}. There are ${Object.keys(pictures).join(', ')}.`);

await build('--tests');
for (const [name, take] of Object.entries(pictures)) {
	if (named.length > 0 && !named.includes(name)) continue;
	await take();
	process.stdout.write(`  ✓ ${name}\n`);
}
