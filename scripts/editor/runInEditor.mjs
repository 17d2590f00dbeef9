import { rm } from 'node:fs/promises';
import { editorAddress } from '../../test/support/editor/editorAddress.ts';
import { startEditorServer } from '../../test/support/editor/editorServer.ts';
import { openEditorWindow } from '../../test/support/editor/editorWindow.ts';
import { extensionsFolder } from '../../test/support/editor/extensionsFolder.ts';
import { followEvents } from '../../test/support/editor/eventFile.ts';
import { projectRoot } from '../projectRoot.mjs';

/** Nobody looks at it, and every pixel is drawn by the processor. */
const size = { width: 800, height: 600 };

/**
 * Runs a compiled suite in the extension host of a real VS Code without a display. The suite appends events to
 * `eventFile`; `onEvent` gets each and returns true at the last. Rejects when the editor ends or the time is up.
 */
export async function runInEditor(options) {
	const { folder, suite, eventFile, environment, settings, logName, limitMs, onEvent } = options;
	const extensions = await extensionsFolder(options.extensions ?? [projectRoot]);
	await rm(eventFile, { force: true });
	const server = await startEditorServer({ projectRoot, logName, environment, settings });
	const stop = new AbortController();
	const limit = setTimeout(
		() => stop.abort(new Error(`No end after ${limitMs / 1000} s; see ${server.logFile}`)),
		limitMs,
	);
	void server.ended.then(() => stop.abort(new Error(`VS Code ended too early; see ${server.logFile}`)));
	// Its last events may have been written after the last look at the file.
	void server.hostEnded.then(() => {
		setTimeout(() => stop.abort(new Error(`The extension host ended; see ${server.logFile}`)), 1_000).unref();
	});
	let window;
	try {
		const address = editorAddress(server, { folder, extensions: [extensions.path], suite });
		window = await openEditorWindow({ address, consoleFile: server.consoleFile, size });
		window.page.on('crash', () => stop.abort(new Error('The browser page of VS Code crashed.')));
		for await (const event of followEvents(eventFile, stop.signal)) if (onEvent(event) === true) break;
	} finally {
		clearTimeout(limit);
		await window?.close();
		await server.close();
		await extensions.remove();
	}
}
