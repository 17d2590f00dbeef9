import type { OperationType } from '../../core/profiling/span.js';
import type { Profiler } from './profiler.js';

type MethodName<T> = { [Name in keyof T]: T[Name] extends (...given: never) => unknown ? Name : never }[keyof T];

/**
 * Has each call of the named methods taken down as an operation, such as `journal.record`.
 * @returns the same object
 */
export function profiledMethods<T extends object>(
	profiler: Profiler,
	type: OperationType,
	name: string,
	object: T,
	methods: readonly (MethodName<T> & string)[],
): T {
	for (const method of methods) {
		const original = object[method] as (...given: readonly unknown[]) => unknown;
		const profiled = (...given: unknown[]): unknown =>
			profiler.profile(`${name}.${method}`, type, () => original.apply(object, given));
		Object.defineProperty(object, method, { value: profiled });
	}
	return object;
}
