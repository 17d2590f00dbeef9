/** Text goes in as text nodes and attributes as attributes: nothing of what a page is told becomes markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Readonly<Record<string, string>> = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

/** Changes what is shown only where it is another than before, so that readers and selections are left in peace. */
export function setText(node: Node, text: string): void {
	if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(target: Element, name: string, value: string): void {
	if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

const svgNamespace = 'http://www.w3.org/2000/svg';

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
	tag: Tag,
	attributes: Readonly<Record<string, string>> = {},
	...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
	const made = document.createElementNS(svgNamespace, tag);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

/** Puts children in this order, and moves only those that stand elsewhere. */
export function setChildren(parent: Element, children: readonly Element[]): void {
	const wanted = new Set(children);
	for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
	let next = parent.firstElementChild;
	for (const child of children) {
		if (child === next) next = next.nextElementSibling;
		else placeBefore(parent, child, next);
	}
}

/** An element that is put in elsewhere loses focus, selection and hover; one that is moved keeps them. */
function placeBefore(parent: Element, child: Element, next: Element | null): void {
	if (child.parentNode === parent && 'moveBefore' in parent) parent.moveBefore(child, next);
	else parent.insertBefore(child, next);
}
