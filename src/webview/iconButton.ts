import { element } from './element.js';
import { icon, type IconName } from './icon.js';

/** A button whose words are its label and its tooltip. */
export function iconButton(name: IconName, label: string, press: () => void, tip = label): HTMLButtonElement {
	const button = element(
		'button',
		{ type: 'button', class: 'icon-button', 'aria-label': label, title: tip },
		icon(name),
	);
	button.addEventListener('click', (event) => {
		// What the button stands on may be pressed as well.
		event.stopPropagation();
		press();
	});
	return button;
}

export function textButton(
	label: string,
	kind: 'primary' | 'secondary' | 'link',
	press: () => void,
): HTMLButtonElement {
	const button = element('button', { type: 'button', class: `text-button ${kind}` }, label);
	button.addEventListener('click', (event) => {
		event.stopPropagation();
		press();
	});
	return button;
}
