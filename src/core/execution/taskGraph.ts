import { AppError } from '../../base/errors.js';

export interface GraphNode {
	readonly id: string;
	readonly dependencies: readonly string[];
}

/** @throws AppError `bad-graph` for a duplicate id, an unknown dependency or a cycle, before anything runs. */
export function checkGraph(nodes: readonly GraphNode[]): void {
	const byId = new Map<string, GraphNode>();
	for (const node of nodes) {
		if (byId.has(node.id)) throw badGraph(`Two tasks have the id "${node.id}".`);
		byId.set(node.id, node);
	}
	for (const node of nodes) {
		const unknown = node.dependencies.find((dependency) => !byId.has(dependency));
		if (unknown !== undefined) throw badGraph(`"${node.id}" depends on "${unknown}", which does not exist.`);
	}
	const stuck = unorderable(nodes);
	if (stuck.length > 0) throw badGraph(`These tasks wait for each other in a circle: ${stuck.join(', ')}.`);
}

/** The nodes that no order can reach; empty when the graph has no cycle. */
function unorderable(nodes: readonly GraphNode[]): readonly string[] {
	const waitingFor = new Map(nodes.map((node) => [node.id, new Set(node.dependencies).size]));
	const dependants = dependantsOf(nodes);
	const ready = nodes.filter((node) => node.dependencies.length === 0).map((node) => node.id);
	for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
		waitingFor.delete(id);
		for (const dependant of dependants.get(id) ?? []) {
			const left = (waitingFor.get(dependant) ?? 0) - 1;
			waitingFor.set(dependant, left);
			if (left === 0) ready.push(dependant);
		}
	}
	return [...waitingFor.keys()];
}

export function dependantsOf(nodes: readonly GraphNode[]): ReadonlyMap<string, readonly string[]> {
	const dependants = new Map<string, string[]>();
	for (const node of nodes) {
		for (const dependency of new Set(node.dependencies)) {
			const list = dependants.get(dependency);
			if (list === undefined) dependants.set(dependency, [node.id]);
			else list.push(node.id);
		}
	}
	return dependants;
}

function badGraph(message: string): AppError {
	return new AppError('bad-graph', message);
}
