import { AppError } from '../../base/errors.js';

export interface GraphNode {
	readonly id: string;
	readonly dependencies: readonly string[];
}

/** A graph by the positions of its nodes in the order given: a hundred thousand tasks are cheap that way. */
export interface IndexedGraph {
	readonly size: number;
	/** How many others each node waits for. */
	readonly dependencyCounts: Int32Array;
	/** All nodes' dependants one after the other; those of node `n` from `offsets[n]` to before `offsets[n + 1]`. */
	readonly dependants: Int32Array;
	readonly offsets: Int32Array;
	/** Every node after all that it depends on. */
	readonly topological: Int32Array;
}

/** Names that a refusal gives; more would not be read. */
const mostNamed = 20;

/** @throws AppError `bad-graph` for a duplicate id, an unknown dependency or a cycle, before anything runs. */
export function checkGraph(nodes: readonly GraphNode[]): void {
	indexGraph(nodes);
}

/** @throws AppError `bad-graph` for a duplicate id, an unknown dependency or a cycle, before anything runs. */
export function indexGraph(nodes: readonly GraphNode[]): IndexedGraph {
	const positions = new Map<string, number>();
	for (const [position, { id }] of nodes.entries()) {
		if (positions.has(id)) throw badGraph(`Two tasks have the id "${id}".`);
		positions.set(id, position);
	}
	const links = linksOf(nodes, positions);
	const topological = topologicalOrder(nodes.length, links);
	if (topological.length < nodes.length) throw badGraph(circleSentence(nodes, topological));
	return { size: nodes.length, ...links, topological };
}

type Links = Pick<IndexedGraph, 'dependencyCounts' | 'dependants' | 'offsets'>;

function linksOf(nodes: readonly GraphNode[], positions: ReadonlyMap<string, number>): Links {
	const dependencyCounts = new Int32Array(nodes.length);
	const offsets = new Int32Array(nodes.length + 1);
	const known = nodes.map((node, position) => {
		const wanted = positionsOf(node, positions);
		dependencyCounts[position] = wanted.length;
		for (const one of wanted) offsets[one + 1] = (offsets[one + 1] ?? 0) + 1;
		return wanted;
	});
	for (let at = 0; at < nodes.length; at++) offsets[at + 1] = (offsets[at + 1] ?? 0) + (offsets[at] ?? 0);
	const dependants = new Int32Array(offsets[nodes.length] ?? 0);
	const filled = offsets.slice();
	for (const [position, wanted] of known.entries()) {
		for (const one of wanted) {
			const at = filled[one] ?? 0;
			dependants[at] = position;
			filled[one] = at + 1;
		}
	}
	return { dependencyCounts, dependants, offsets };
}

const none: readonly number[] = [];

function positionsOf({ id, dependencies }: GraphNode, positions: ReadonlyMap<string, number>): readonly number[] {
	if (dependencies.length === 0) return none;
	const distinct = dependencies.length === 1 ? dependencies : [...new Set(dependencies)];
	return distinct.map((dependency) => {
		const position = positions.get(dependency);
		if (position === undefined) throw badGraph(`"${id}" depends on "${dependency}", which does not exist.`);
		return position;
	});
}

/** Shorter than the graph when it has a cycle. */
function topologicalOrder(size: number, { dependencyCounts, dependants, offsets }: Links): Int32Array {
	const waitingFor = dependencyCounts.slice();
	const order = new Int32Array(size);
	let found = 0;
	for (let node = 0; node < size; node++) if (waitingFor[node] === 0) order[found++] = node;
	for (let at = 0; at < found; at++) {
		const node = order[at] ?? 0;
		for (let link = offsets[node] ?? 0; link < (offsets[node + 1] ?? 0); link++) {
			const dependant = dependants[link] ?? 0;
			const left = (waitingFor[dependant] ?? 0) - 1;
			waitingFor[dependant] = left;
			if (left === 0) order[found++] = dependant;
		}
	}
	return order.subarray(0, found);
}

function circleSentence(nodes: readonly GraphNode[], reached: Int32Array): string {
	const orderable = new Set(reached);
	const stuck = nodes.filter((_, position) => !orderable.has(position)).map(({ id }) => id);
	const more = stuck.length > mostNamed ? ` and ${stuck.length - mostNamed} more` : '';
	return `These tasks wait for each other in a circle: ${stuck.slice(0, mostNamed).join(', ')}${more}.`;
}

function badGraph(message: string): AppError {
	return new AppError('bad-graph', message);
}
