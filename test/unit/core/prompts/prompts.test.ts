import assert from 'node:assert/strict';
import { isAppError } from '../../../../src/base/errors.js';
import { builtInTemplates } from '../../../../src/core/prompts/builtInTemplates.js';
import { renderPrompt, templateProblems } from '../../../../src/core/prompts/prompts.js';
import { modelStages, type ModelStageId } from '../../../../src/core/pipeline/stages.js';
import { bookView, checkView, sceneDraftingView, scenePlanView } from '../../../support/novel/sampleViews.js';

const none: ReadonlyMap<string, string> = new Map();

const views: Readonly<Record<ModelStageId, Readonly<Record<string, unknown>>>> = {
	concept: bookView,
	world: bookView,
	characters: bookView,
	beat_sheet: bookView,
	motifs: bookView,
	outline: bookView,
	scene_plan: scenePlanView,
	scene_drafting: sceneDraftingView,
	chapter_memory: checkView,
	continuity_audit: checkView,
	continuity_fix: checkView,
	voice_pass: checkView,
};
const stages = Object.values(modelStages);

describe('Built-in prompts', () => {
	it('exist for every stage that asks a model', () => {
		assert.deepEqual(
			stages.map((stage) => stage.template).filter((name) => !builtInTemplates.has(name)),
			[],
		);
	});

	it('name only what their stage is given, and close what they open', () => {
		const problems = [...builtInTemplates].flatMap(([name, text]) => templateProblems(name, text));
		assert.deepEqual(problems, []);
	});

	it('leave no mark of the template behind', () => {
		for (const { id } of stages) {
			const { system, context, task } = renderPrompt(none, id, views[id]);
			const whole = [system, context, task].join('\n');
			assert.doesNotMatch(whole, /\{\{|\}\}|undefined|\[object|\n\n\n/, id);
			assert.ok(system.length > 0 && task.length > 0, id);
		}
	});

	it('begin with the same bytes for all planning and drafting of a book', () => {
		const systems = stages
			.filter((stage) => stage.role !== 'check')
			.map(({ id }) => renderPrompt(none, id, views[id]).system);
		assert.equal(new Set(systems).size, 1);
	});

	it('give the plan and the drafts of a chapter the same context', () => {
		assert.equal(
			renderPrompt(none, 'scene_plan', scenePlanView).context,
			renderPrompt(none, 'scene_drafting', sceneDraftingView).context,
		);
	});

	it('keep the bible out of checks', () => {
		const { system, context, task } = renderPrompt(none, 'continuity_audit', checkView);
		assert.doesNotMatch([system, context, task].join('\n'), /Drought officer, 29/);
	});

	it('tell the writer the words, the point of view and where to stop', () => {
		const { task } = renderPrompt(none, 'scene_drafting', sceneDraftingView);
		assert.match(task, /About 750 words, some 375 to each beat/);
		assert.match(task, /Stay with Noreen Tuplin/);
		assert.match(task, /Another scene begins with: Harjit Dhesi dips the spring tank\./);
	});

	it('leave quotation marks and ampersands as the author wrote them', () => {
		const { system } = renderPrompt(none, 'concept', { ...bookView, premise: 'Tea & "toast" <now>' });
		assert.match(system, /Tea & "toast" <now>/);
	});
});

describe('Prompts of the author', () => {
	it('win over the built-in ones', () => {
		const own = new Map([['concept', 'S {{title}}\n---\nC\n---\nT']]);
		assert.deepEqual(renderPrompt(own, 'concept', bookView), { system: 'S Ten Stone a Head', context: 'C', task: 'T' });
	});

	it('may replace a partial that built-in prompts share', () => {
		const own = new Map([['book', 'A book called {{title}}.']]);
		assert.match(renderPrompt(own, 'scene_plan', scenePlanView).system, /^A book called Ten Stone a Head\./);
	});

	it('may use Windows line ends', () => {
		const own = new Map([['concept', 'S\r\n---\r\nC\r\n---\r\nT\r\n']]);
		assert.deepEqual(renderPrompt(own, 'concept', bookView), { system: 'S', context: 'C', task: 'T' });
	});

	it('are refused with a sentence when they cannot be read', () => {
		for (const text of ['only a task', 'S\n---\n{{#title}}\n---\nT']) {
			assert.throws(
				() => renderPrompt(new Map([['concept', text]]), 'concept', bookView),
				(error) => isAppError(error) && error.code === 'bad-template' && error.message.includes('prompts/concept.md'),
			);
		}
	});
});

describe('templateProblems', () => {
	const linesOf = (name: string, text: string) => templateProblems(name, text).map(({ line }) => line);
	const messageOf = (name: string, text: string) => templateProblems(name, text)[0]?.message ?? '';

	it('finds an unknown variable on its line and says which are known', () => {
		const text = 'a\n---\n{{title}}\n{{tittle}}\n---\nc';
		assert.deepEqual(linesOf('concept', text), [3]);
		assert.match(messageOf('concept', text), /"tittle" is not known here.*title/);
	});

	it('knows which stage may use what', () => {
		const text = 'a\n---\n{{scene.goal}}{{words}}\n---\nc';
		assert.deepEqual([linesOf('scene_drafting', text), linesOf('concept', text)], [[], [2, 2]]);
	});

	it('follows sections, fields, list items and unescaped tags', () => {
		const text =
			'a\n---\n{{#characters}}{{name}} {{{title}}} {{&premise}}{{/characters}}{{#chapter.beats}}{{.}}{{/chapter.beats}}{{next.beats.0}}\n---\nc';
		assert.deepEqual(templateProblems('scene_plan', text), []);
		assert.deepEqual(linesOf('scene_plan', 'a\n---\n{{name}}\n---\n{{.}}'), [2, 4]);
	});

	it('finds sections that stay open, cross each other or span two parts', () => {
		assert.match(messageOf('concept', 'a{{#title}}\n---\nb\n---\nc'), /"\{\{#title\}\}" is not closed/);
		assert.deepEqual(linesOf('concept', '{{#title}}\n{{#genre}}\n{{/title}}\n---\nb\n---\nc'), [1]);
		assert.deepEqual(linesOf('concept', '{{#title}}\n---\n{{/title}}\n---\nc'), [0, 2]);
	});

	it('finds a tag that does not end', () => {
		assert.deepEqual(linesOf('concept', 'a\n{{title\n---\nb\n---\nc {{genre'), [1, 5]);
	});

	it('counts the parts of a stage, and none of a partial', () => {
		assert.match(messageOf('concept', 'a\n---\nb'), /three parts.*are 1/);
		assert.deepEqual(linesOf('concept', 'a\n---\nb\n---\nc\n---\nd'), [6]);
		assert.deepEqual(templateProblems('book', '{{title}}'), []);
	});

	it('refuses unknown partials, other tag marks and names of no stage', () => {
		assert.match(messageOf('concept', '{{> bok}}\n---\n---\n'), /no partial "bok".*book, bible/);
		assert.match(messageOf('concept', '{{=<% %>=}}\n---\n---\n'), /not supported/);
		assert.match(messageOf('scene_draft', ''), /No prompt is called "scene_draft".*scene_drafting/);
	});
});
