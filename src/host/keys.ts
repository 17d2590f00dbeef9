import type * as vscode from 'vscode';

/** API keys and addresses with passwords, in the system's secret storage; never in settings or logs. */
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

	/** Where a novel's memory is shared. */
	async redisUrl(novelId: string): Promise<string | undefined> {
		return await this.#secrets.get(redisName(novelId));
	}

	/** An empty URL removes it. */
	async setRedisUrl(novelId: string, url: string): Promise<void> {
		if (url === '') await this.#secrets.delete(redisName(novelId));
		else await this.#secrets.store(redisName(novelId), url);
	}
}

function redisName(novelId: string): string {
	return `prometheusNovel.redis.${novelId}`;
}

function secretName(provider: string): string {
	return `prometheusNovel.key.${provider}`;
}
