import assert from 'node:assert/strict';
import { placeOf, redisAddress } from '../../../../src/adapters/redis/redisAddress.js';

describe('The URL of a Redis server', () => {
	it('has a host, and a default for everything else', () => {
		assert.deepEqual(redisAddress('redis://books.example'), {
			host: 'books.example',
			port: 6379,
			tls: false,
			username: undefined,
			password: undefined,
			database: 0,
		});
	});

	it('may have user, password, port and database, and ask for TLS', () => {
		assert.deepEqual(redisAddress(' rediss://ivy:p%23ss%2Fword@[::1]:6380/3 '), {
			host: '::1',
			port: 6380,
			tls: true,
			username: 'ivy',
			password: 'p#ss/word',
			database: 3,
		});
	});

	it('may have a password without a user', () => {
		const { username, password } = redisAddress('redis://:secret@localhost');
		assert.deepEqual([username, password], [undefined, 'secret']);
	});

	it('is shown without user and password', () => {
		const shown = ['redis://ivy:secret@books.example', 'redis://ivy:secret@[::1]:7000'].map((url) =>
			placeOf(redisAddress(url)),
		);
		assert.deepEqual(shown, ['books.example:6379', '[::1]:7000']);
	});

	const odd = [
		'',
		'books.example:6379',
		'http://books.example',
		'redis://',
		'redis:books.example',
		'redis://books.example/zero',
		'redis://books.example/0/1',
		'redis://books.example?db=1',
		'redis://books.example#secret',
		'redis://:secret/@books.example',
		'redis://:%zz@books.example',
		'redis://books.example:70000',
	];
	for (const url of odd)
		it(`is not "${url}"`, () => {
			assert.throws(() => redisAddress(url), { code: 'bad-redis-url', message: /looks like redis:\/\/user/ });
		});
});
