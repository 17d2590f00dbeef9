import assert from 'node:assert/strict';
import { openSampleEditor, type SampleEditor } from '../support/editor/sampleEditor.js';

describe('A novelist who opens the sample novel', () => {
	let editor: SampleEditor;

	before(async () => {
		editor = await openSampleEditor({ logName: 'generate-next-chapter' });
	});

	after(async () => {
		await editor.close();
	});

	it('generates the next chapter from the palette and sees its text in the editor', async () => {
		const { workbench } = editor;
		await workbench.runCommand('Prometheus Novel: Generate Next Chapter');
		await workbench.waitForEditorText(/\w+ \w+ \w+/);
		assert.match(await workbench.editorText(), /\w+ \w+ \w+/);
		await workbench.screenshot('next-chapter');
	});
});
