import type * as vscode from 'vscode';

/** API keys in the system's secret storage, never in settings or logs. */
export class Keys {
	readonly #secrets: vscode.SecretStorage;

	constructor(secrets: vscode.SecretStorage) {
		this.#secrets = secrets;
	}

	async get(provider: string): Promise<string | undefined> {
		return await this.#secrets.get(secretName(provider));
	}

	/** An empty key removes it. */
	async set(provider: string, key: string): Promise<void> {
		if (key === '') await this.#secrets.delete(secretName(provider));
		else await this.#secrets.store(secretName(provider), key);
	}
}

function secretName(provider: string): string {
	return `prometheusNovel.key.${provider}`;
}
