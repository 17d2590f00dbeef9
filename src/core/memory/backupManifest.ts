import { z } from 'zod';
import { backupReasons } from './backupReason.js';

/** The version of the manifest and of what stands beside it; a newer one is not read. */
export const backupFormat = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const wholeNumber = z.int().min(0);

const manifestSchema = z.object({
	format: z.literal(backupFormat),
	/** `PRAGMA user_version` of the database. */
	schemaVersion: wholeNumber,
	novel: z.object({ id: z.string(), title: z.string() }),
	createdAt: z.iso.datetime(),
	reason: z.enum(backupReasons),
	/** Live entries of memory. */
	entries: wholeNumber,
	/** SHA-256 over what the live entries say; null when the schema had no memory yet. */
	contentHash: sha256.nullable(),
	/** Names the state that was copied; null when the schema had no marks yet. */
	changeMark: z.string().nullable(),
	database: z.object({ bytes: wholeNumber, sha256 }),
});

export type BackupManifest = Readonly<z.infer<typeof manifestSchema>>;

export type ManifestReading =
	| { readonly kind: 'manifest'; readonly manifest: BackupManifest }
	| { readonly kind: 'newer' }
	| { readonly kind: 'invalid' };

/** @param text the JSON of `manifest.json` */
export function readBackupManifest(text: string): ManifestReading {
	const json = jsonOf(text);
	const { success, data } = manifestSchema.safeParse(json);
	if (success) return { kind: 'manifest', manifest: data };
	const format = z.object({ format: z.int().min(backupFormat + 1) }).safeParse(json);
	return { kind: format.success ? 'newer' : 'invalid' };
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
