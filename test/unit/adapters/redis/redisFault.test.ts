import assert from 'node:assert/strict';
import { redisAddress } from '../../../../src/adapters/redis/redisAddress.js';
import { redisFault } from '../../../../src/adapters/redis/redisFault.js';

describe('A fault of a Redis server', () => {
	const address = redisAddress('redis://:secret@books.example');
	const told = (error: Partial<Error> & { readonly code?: string }, url = address): readonly unknown[] => {
		const fault = redisFault(Object.assign(new Error(error.message), error), url);
		return [fault.code, fault.message, fault.cause];
	};
	const replied = (message: string): readonly unknown[] => told({ name: 'ReplyError', message });

	it('is known by its code, on the network and in replies', () => {
		assert.deepEqual(
			[
				told({ code: 'ECONNRESET' }),
				replied('OOM command not allowed'),
				replied('LOADING Redis is loading the dataset in memory'),
			],
			[
				['redis-unreachable', 'The connection to the Redis server at books.example:6379 broke off.', undefined],
				[
					'redis-refused',
					'The memory of the Redis server at books.example:6379 is full. Give it more, or remove something there.',
					undefined,
				],
				['redis-unreachable', 'The Redis server at books.example:6379 is still loading its data.', undefined],
			],
		);
	});

	it('that nobody knows says no more than the code', () => {
		assert.deepEqual(
			[replied('ODD secret things'), told({ message: 'secret things' }), told({ name: 'ParserError', message: 'x' })],
			[
				['redis-refused', 'The Redis server at books.example:6379 answered with the error ODD.', undefined],
				['redis-unreachable', 'The connection to the Redis server at books.example:6379 broke off.', undefined],
				[
					'redis-refused',
					'What answers at books.example:6379 is no Redis server, or wants TLS: try rediss://.',
					undefined,
				],
			],
		);
	});

	it('reminds of TLS when nothing answers there', () => {
		assert.deepEqual(told({ code: 'ETIMEDOUT' }, redisAddress('rediss://books.example')).slice(0, 2), [
			'redis-unreachable',
			'No Redis server answers at books.example:6379. Check its address, and whether it is running with TLS, which rediss:// asks for.',
		]);
	});
});
