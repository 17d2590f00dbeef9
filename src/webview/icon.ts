import { setAttribute, svgElement } from './element.js';

/** Drawn on 16 × 16, in strokes of the text's colour. */
const drawings = {
	search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3 14 14',
	cross: 'M4 4l8 8M12 4l-8 8',
	chevron: 'M6 3.5 10.5 8 6 12.5',
	pin: 'M9.6 2.4 13.6 6.400M10.2 3 7.3 5.9 4 6.6 9.4 12 10.1 8.7 13 5.800M6.6 9.4 2.5 13.5',
	pencil: 'M10.8 2.7 13.3 5.2 5.6 12.9 2.6 13.4 3.1 10.400zM9.2 4.3 11.7 6.8',
	bin: 'M2.8 4.500h10.400M6 4.300V2.800h4v1.500M4.2 4.5 4.8 13.200h6.400l.6-8.700M6.8 7v3.700M9.2 7v3.7',
	passage: 'M9.3 2.700h4v4M13.3 2.7 7.6 8.400M11.3 9.600v3.700H2.700V4.700h3.7',
	pause: 'M5.500 3.500v9M10.500 3.500v9',
	play: 'M5 3.200v9.600L12.600 8z',
	stop: 'M4.200 4.200h7.600v7.600H4.200z',
	plus: 'M8 3.500v9M3.500 8h9',
	minus: 'M3.500 8h9',
	fit: 'M2.800 4v8M13.200 4v8M5 8h6M5 8l1.600-1.600M5 8l1.600 1.600M11 8 9.400 6.400M11 8 9.400 9.600',
	left: 'M10 3.500 5.500 8 10 12.500',
	check: 'M3.200 8.400 6.400 11.600 12.800 4.800',
	circle: 'M8 13.400A5.400 5.400 0 1 0 8 2.600a5.400 5.400 0 0 0 0 10.800M8 7.400v3.400M8 5v.300',
	triangle: 'M8 2.600 14.200 13.200H1.800zM8 6.600v3.200M8 11.300v.300',
	diamond: 'M8 1.600 14.400 8 8 14.400 1.600 8zM8 4.800v4M8 10.800v.300',
	octagon:
		'M5.400 1.800h5.200l3.600 3.600v5.200l-3.600 3.600H5.400l-3.600-3.600V5.400zM5.600 5.600l4.800 4.800M10.400 5.600l-4.800 4.800',
	changed: 'M2.6 8a5.4 5.4 0 1 0 1.7-3.900M4.2 1.900v2.300h2.300M8 5v3.200l2.2 1.3',
} as const;

export type IconName = keyof typeof drawings;

/** An ornament beside words or a label; readers pass over it. */
export function icon(name: IconName): SVGSVGElement {
	const path = svgElement('path', { d: drawings[name] });
	return svgElement('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' }, path);
}

/** Draws another one in its place. */
export function setIcon(drawn: SVGSVGElement, name: IconName): void {
	if (drawn.firstElementChild !== null) setAttribute(drawn.firstElementChild, 'd', drawings[name]);
}
