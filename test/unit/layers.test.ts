import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Each is a new file that nothing imports, so that it breaks one rule only.
const violations = [
	['services/leaf.ts', "import '../host/statusBar';", 'services-beside-adapters'],
	['services/leaf.ts', "import type { Store } from '../adapters/store';", 'services-beside-adapters'],
	['adapters/leaf.ts', "export const load = () => import('../services/recall');", 'adapters-beside-services'],
	['core/novel/leaf.ts', "import type { Recall } from '../../services/recall';", 'core-below-services'],
	['core/models/leaf.ts', "import '../novel/novel';", 'core-parts-that-stand-below'],
	['core/novel/leaf.ts', "import '../memory/memory';", 'core-memory-alone-from-outside'],
	['core/memory/leaf.ts', "import '../models/model';", 'core-memory-alone'],
	['core/novel/leaf.ts', "import 'node:fs';", 'core-without-effects'],
	['services/leaf.ts', "import * as vscode from 'vscode';", 'only-host-knows-vscode'],
	['cli/leaf.ts', "import '../host/statusBar';", 'cli-without-editor'],
	['webview/leaf.ts', "import '../core/novel/novel';", 'webview-knows-protocol-only'],
	['protocol/leaf.ts', "import type { Novel } from '../core/novel/novel';", 'protocol-knows-base-only'],
	['base/leaf.ts', "import '../core/novel/novel';", 'base-stands-alone'],
	['core/models/model.ts', "export type { Model } from './other';", 'no-cycle'],
] as const;

describe('The layers check', function () {
	this.timeout(30_000);

	for (const [from, statement, rule] of violations) {
		it(`reports ${rule} for «${statement}» in ${from}`, async () => {
			const { code, rules } = await checkLayers({ ...cleanTree, [from]: statement });
			assert.deepEqual({ code, rules }, { code: 1, rules: [rule] });
		});
	}

	it('accepts imports that point down', async () => {
		assert.deepEqual(await checkLayers(cleanTree), { code: 0, rules: [] });
	});
});

const cleanTree: Readonly<Record<string, string>> = {
	'base/clock.ts': 'export const now = Date.now;',
	'core/memory/memory.ts': "import { now } from '../../base/clock'; export const time = now;",
	'core/models/model.ts': 'export type Model = string;',
	'core/models/other.ts': "export type { Model } from './model';",
	'core/novel/novel.ts': "import type { Model } from '../models/model'; export type Novel = Model;",
	'services/recall.ts': "import type { Novel } from '../core/novel/novel'; export type Recall = Novel;",
	'adapters/store.ts': "import type { Novel } from '../core/novel/novel'; export type Store = Novel;",
	'compose.ts': "import './services/recall'; import './adapters/store';",
	'host/statusBar.ts': "import * as vscode from 'vscode'; import '../compose'; export const bar = vscode;",
	'protocol/messages.ts': "import '../base/clock';",
	'webview/main.ts': "import '../protocol/messages';",
	'cli/main.ts': "import '../compose';",
	'extension.ts': "import './host/statusBar';",
};

async function checkLayers(tree: Readonly<Record<string, string>>): Promise<{ code: number; rules: string[] }> {
	const directory = await mkdtemp(path.join(tmpdir(), 'layers-'));
	try {
		for (const [file, text] of Object.entries(tree)) {
			const target = path.join(directory, 'src', file);
			await mkdir(path.dirname(target), { recursive: true });
			await writeFile(target, text);
		}
		return await runCheck(directory);
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

function runCheck(directory: string): Promise<{ code: number; rules: string[] }> {
	return new Promise((resolve) => {
		execFile(process.execPath, ['scripts/test/layers.mjs', directory], (error, stdout) => {
			const rules = [...stdout.matchAll(/^([\w-]+): /gm)].map((match) => match[1] ?? '');
			resolve({ code: error === null ? 0 : 1, rules: [...new Set(rules)] });
		});
	});
}
