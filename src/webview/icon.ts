/** Drawn on 16 × 16, in strokes of the text's colour. */
const drawings = {
	search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3 14 14',
	cross: 'M4 4l8 8M12 4l-8 8',
	chevron: 'M6 3.5 10.5 8 6 12.5',
	pin: 'M9.6 2.4 13.6 6.400M10.2 3 7.3 5.9 4 6.6 9.4 12 10.1 8.7 13 5.800M6.6 9.4 2.5 13.5',
	pencil: 'M10.8 2.7 13.3 5.2 5.6 12.9 2.6 13.4 3.1 10.400zM9.2 4.3 11.7 6.8',
	bin: 'M2.8 4.500h10.400M6 4.300V2.800h4v1.500M4.2 4.5 4.8 13.200h6.400l.6-8.700M6.8 7v3.700M9.2 7v3.7',
	passage: 'M9.3 2.700h4v4M13.3 2.7 7.6 8.400M11.3 9.600v3.700H2.700V4.700h3.7',
	changed: 'M2.6 8a5.4 5.4 0 1 0 1.7-3.900M4.2 1.900v2.300h2.300M8 5v3.200l2.2 1.3',
} as const;

export type IconName = keyof typeof drawings;

/** An ornament beside words or a label; readers pass over it. */
export function icon(name: IconName): SVGSVGElement {
	const namespace = 'http://www.w3.org/2000/svg';
	const svg = document.createElementNS(namespace, 'svg');
	svg.setAttribute('viewBox', '0 0 16 16');
	svg.setAttribute('class', 'icon');
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS(namespace, 'path');
	path.setAttribute('d', drawings[name]);
	svg.append(path);
	return svg;
}
