export function dashboardWords(): Readonly<Record<string, string>> {
	return {};
}
