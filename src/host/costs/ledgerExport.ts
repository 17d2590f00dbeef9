import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { z } from 'zod';
import { AppError, sentenceOf } from '../../base/errors.js';
import { dayOf } from '../../core/cost/calendar.js';
import { exportedLedger, type ExportFormat } from '../../core/cost/ledgerExport.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';

const exportArgument = z.strictObject({
	folder: folderArgument,
	/** Absolute. */
	file: z.string().min(1),
	format: z.enum(['csv', 'json']).optional(),
});

/**
 * Writes every call into a file.
 * @returns its path; undefined when none was chosen
 */
export async function exportLedger(novels: Novels, argument: unknown): Promise<string | undefined> {
	const given = parseArgument('exportLedger', exportArgument, argument);
	const project = await novels.choose(given?.folder);
	if (project === undefined) return undefined;
	const file = given?.file ?? (await chooseFile(project.folder));
	if (file === undefined) return undefined;
	const format = given?.format ?? formatOf(file);
	try {
		await pipeline(Readable.from(exportedLedger(project.costs.ledgerRows(), format)), createWriteStream(file));
	} catch (cause) {
		throw new AppError(
			'unwritable',
			vscode.l10n.t('{0} cannot be written ({1}). Choose another place.', file, sentenceOf(cause)),
			{
				cause,
			},
		);
	}
	if (given === undefined) void offerToOpen(file);
	return file;
}

async function chooseFile(folder: string): Promise<string | undefined> {
	const name = `${basename(folder)}-${vscode.l10n.t('costs')}-${dayOf(Date.now())}.csv`;
	const uri = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.file(join(folder, name)),
		filters: { CSV: ['csv'], JSON: ['json'] },
		title: vscode.l10n.t('Export every call with its cost'),
	});
	return uri?.fsPath;
}

function formatOf(file: string): ExportFormat {
	return file.toLowerCase().endsWith('.json') ? 'json' : 'csv';
}

async function offerToOpen(file: string): Promise<void> {
	const open = vscode.l10n.t('Open');
	const answer = await vscode.window.showInformationMessage(
		vscode.l10n.t('The ledger is in {0}.', basename(file)),
		open,
	);
	if (answer === open) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
}
