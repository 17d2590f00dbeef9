import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { editorAddress } from '../../test/support/editor/editorAddress.ts';
import { startEditorServer } from '../../test/support/editor/editorServer.ts';
import { build } from '../build/build.mjs';
import { projectRoot } from '../projectRoot.mjs';
import { findProgram } from '../setup/findProgram.mjs';

await build();
const server = await startEditorServer({ projectRoot, logName: 'start', forAPerson: true, installed: [projectRoot] });
const address = editorAddress(server, { folder: path.join(projectRoot, 'sample'), extensions: [] });
process.stdout.write(
	`The sample novel is open in VS Code at\n\n  ${address}\n\nPress F1 there and choose "Prometheus Novel: Generate Next Chapter". Ctrl-C here ends.\n`,
);
showInBrowser(address);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), server.ended]);
await server.close();

function showInBrowser(url) {
	const opener = findProgram(process.platform === 'darwin' ? ['open'] : ['xdg-open']);
	if (opener === undefined) return;
	const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
	child.on('error', () => {});
	child.unref();
}
