import assert from 'node:assert/strict';
import { isLoopback, isPrivateAddress } from '../../../../src/adapters/llm/addresses.js';

describe('Addresses', () => {
	for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'LOCALHOST', 'app.localhost']) {
		it(`takes ${host} for this machine`, () => assert.ok(isLoopback(host) && isPrivateAddress(host)));
	}
	for (const host of [
		'10.0.0.4',
		'192.168.1.2',
		'172.16.0.1',
		'172.31.255.1',
		'169.254.1.1',
		'[fd00::1]',
		'[fe80::1]',
		'gpu',
		'box.local',
		'box.lan',
	]) {
		it(`takes ${host} for its own network`, () => assert.ok(!isLoopback(host) && isPrivateAddress(host)));
	}
	for (const host of [
		'api.openai.com',
		'8.8.8.8',
		'172.32.0.1',
		'192.169.0.1',
		'[2001:db8::1]',
		'127.example.com',
		'10.example.com',
		'localhost.example.com',
	]) {
		it(`takes ${host} for the internet`, () => assert.ok(!isLoopback(host) && !isPrivateAddress(host)));
	}
});
