import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { CallId } from '../../base/ids.js';
import { judgeSpend, type SpendLimit, type SpendVerdict } from '../../core/cost/budget.js';
import type {
	Asking,
	BudgetServer,
	BudgetServerAddress,
	OpenSharedCall,
	SettledCall,
	SharedCall,
	SharedHold,
	SharedLimits,
} from '../../core/cost/budgetServer.js';
import { sumOfShares, type BudgetShare } from '../../core/cost/budgetShares.js';
import { microUsd, noMoney } from '../../core/cost/money.js';
import type { CallLane } from '../../core/cost/priceTable.js';
import type { ServerIdentity } from '../../base/serverIdentity.js';
import { budgetKeys, type BudgetKeys } from './budgetKeys.js';
import { sharesOf, type SharesReply } from './budgetReplies.js';
import { holdCall } from './holdCall.lua.js';
import { placeOf, redisAddress, type RedisAddress } from './redisAddress.js';
import { RedisConnection } from './redisConnection.js';
import { renewCalls } from './renewCalls.lua.js';
import { infoOf, instanceAt } from './serverIdentity.js';
import { settleCalls } from './settleCalls.lua.js';
import { withdrawCalls } from './withdrawCalls.lua.js';

/** Milliseconds for which a call that is out counts as such without a renewal. */
export type LeasesMs = Readonly<Record<CallLane, number>>;

export interface RedisBudgetOptions {
	/** ULID. */
	readonly novelId: string;
	/** Without spaces. */
	readonly machine: string;
	/** PEM of the authority that signed the server's certificate; those that Node.js trusts when left out. */
	readonly ca?: string | undefined;
	readonly leasesMs?: LeasesMs;
}

/**
 * A machine that cannot reach the server may still be in the middle of a call, so that a lease is longer than a call may
 * take, which is two hours; and nobody has to be there while a batch is out, which takes up to a day.
 */
const defaultLeasesMs: LeasesMs = { now: 125 * 60_000, batch: 36 * 60 * 60 * 1000 };
const commandTimeoutMs = 5_000;

/**
 * Where a novel's budget is on a Redis server.
 * @throws AppError `bad-redis-url`
 */
export function redisBudgetAt(url: string, options: RedisBudgetOptions): BudgetServerAddress {
	const address = redisAddress(url);
	const keys = budgetKeys(options.novelId);
	return { open: (signal) => RedisBudgetServer.open(address, keys, options, signal) };
}

export class RedisBudgetServer implements BudgetServer {
	readonly identity: ServerIdentity;
	readonly warnings: readonly string[];
	readonly #connection: RedisConnection;
	readonly #keys: BudgetKeys;
	readonly #machine: string;
	readonly #leasesMs: LeasesMs;
	readonly #place: string;

	private constructor(
		server: Pick<BudgetServer, 'identity' | 'warnings'>,
		connection: RedisConnection,
		keys: BudgetKeys,
		{ machine, leasesMs = defaultLeasesMs }: RedisBudgetOptions,
		place: string,
	) {
		this.identity = server.identity;
		this.warnings = server.warnings;
		this.#connection = connection;
		this.#keys = keys;
		this.#machine = machine;
		this.#leasesMs = leasesMs;
		this.#place = place;
	}

	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	static async open(
		address: RedisAddress,
		keys: BudgetKeys,
		options: RedisBudgetOptions,
		signal: AbortSignal,
	): Promise<RedisBudgetServer> {
		const connection = await RedisConnection.open(address, { ca: options.ca, commandTimeoutMs }, signal);
		try {
			const { run, warnings } = await infoOf(connection, signal);
			const instance = await instanceAt(connection, keys.instance, signal);
			const server = { identity: { instance, run }, warnings };
			return new RedisBudgetServer(server, connection, keys, options, placeOf(address));
		} catch (error) {
			connection.close();
			throw error;
		}
	}

	async hold(call: SharedCall & Asking, limits: SharedLimits, signal: AbortSignal): Promise<SharedHold> {
		const { id, asking, month, lane, held } = call;
		const values = [id, asking, month, lane, held, this.#leasesMs[lane], limits.novel, limits.month ?? ''];
		const [isAllowed, reply] = await this.#run<[number, SharesReply]>(holdCall, values, signal);
		const shares = sharesOf(reply);
		return { verdict: isAllowed === 1 ? { kind: 'allowed' } : this.#denial(call, limits, shares), shares };
	}

	async withdraw(askings: readonly Asking[], signal: AbortSignal): Promise<void> {
		const values = askings.flatMap(({ id, asking }) => [id, asking]);
		if (values.length > 0) await this.#run(withdrawCalls, [this.#leasesMs.now, ...values], signal);
	}

	async settle(calls: readonly SettledCall[], signal: AbortSignal): Promise<readonly CallId[]> {
		const values = calls.flatMap(({ id, month, cost }) => [id, month, cost]);
		return await this.#run<CallId[]>(settleCalls, values, signal);
	}

	async renew(calls: readonly OpenSharedCall[], signal: AbortSignal): Promise<readonly BudgetShare[]> {
		const values = calls.flatMap((call) => [
			...[call.id, call.month, call.lane, call.held, call.spentSoFar],
			this.#leasesMs[call.lane],
		]);
		return sharesOf(await this.#run<SharesReply>(renewCalls, values, signal));
	}

	close(): void {
		this.#connection.close();
	}

	/** Nobody waits for another machine's batch; of its own, whoever asks knows. */
	#denial({ month, held }: SharedCall, limits: SharedLimits, shares: readonly BudgetShare[]): SpendVerdict {
		const ofNovel: SpendLimit = { scope: 'novel', limit: limits.novel, elsewhere: noMoney };
		const ofMonth = limits.month === undefined ? [] : [{ ...ofNovel, scope: 'month' as const, limit: limits.month }];
		const since = (scope: string): string => (scope === 'month' ? month : '');
		const verdict = judgeSpend([ofNovel, ...ofMonth], (scope) => sumOfShares(shares, since(scope)), held);
		if (verdict.kind === 'allowed') throw new Error('The server denies what the limits allow.');
		const others = shares.filter(({ machine }) => machine !== this.#machine);
		const { batched } = sumOfShares(others, since(verdict.scope));
		return { ...verdict, inFlight: microUsd(verdict.inFlight - batched) };
	}

	/** @throws AppError `budget-server-wiped` */
	async #run<T>(script: string, values: readonly (string | number)[], signal: AbortSignal): Promise<T> {
		const { calls, spent, held, leases, instance } = this.#keys;
		const reply = await this.#connection.run(
			(redis) =>
				redis.eval(
					...([script, 5, calls, spent, held, leases, instance] as const),
					...[this.identity.instance, this.#machine, ...values],
				),
			signal,
		);
		if (reply !== null) return reply as T;
		throw new AppError(
			'budget-server-wiped',
			l10n.t(
				"The Redis server at {0} does not have this novel's budget any more. It is told everything anew.",
				this.#place,
			),
		);
	}
}
