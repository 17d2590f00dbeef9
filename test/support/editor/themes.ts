/** Values of `workbench.colorTheme`, by the names that screenshots carry. */
export const themes = {
	light: 'Light Modern',
	dark: 'Dark Modern',
	'high-contrast': 'Default High Contrast',
} as const;

export type ThemeName = keyof typeof themes;
