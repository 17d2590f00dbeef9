import type { Page } from 'playwright-core';
import type { ThemeName } from '../editor/themes.js';
import variables from './themeVariables.json';

/** Gives a page what VS Code gives a webview in a theme: its colours and the class of its body, taken from a real one. */
export async function useEditorTheme(page: Page, theme: ThemeName): Promise<void> {
	await page.addInitScript(`(() => {
		const { bodyClass, variables } = ${JSON.stringify(variables[theme])};
		// The document is still empty when this runs.
		new MutationObserver((_, observer) => {
			if (document.body === null) return;
			const { style } = document.documentElement;
			for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
			document.body.className = bodyClass;
			observer.disconnect();
		}).observe(document, { childList: true, subtree: true });
	})()`);
}
