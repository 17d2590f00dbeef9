import * as l10n from '@vscode/l10n';
import type { Problem } from '../novel/novel.js';
import { locateQuote } from '../prose/paragraphLocation.js';
import type { ContinuityAudit, ContinuityFinding } from './replies.js';

/** Audit findings as Problems at their passages; one whose passage is gone is settled. */
export function findingProblems(path: string, text: string, audit: ContinuityAudit): readonly Problem[] {
	return audit.findings.flatMap((finding) => problemOf(path, text, finding));
}

function problemOf(path: string, text: string, finding: ContinuityFinding): readonly Problem[] {
	const place = locateQuote(text, finding.quote);
	if (place === undefined) return [];
	const other = finding.source === 'this chapter' ? locateQuote(text, finding.sourceQuote) : undefined;
	const message = l10n.t(
		'{0} Here: “{1}” Against it ({2}): “{3}” {4}',
		finding.description,
		finding.quote,
		finding.source === 'this chapter' ? l10n.t('this chapter') : finding.source,
		finding.sourceQuote,
		finding.suggestion,
	);
	return [
		{
			...place,
			path,
			severity: finding.severity === 'blocker' ? 'warning' : 'information',
			code: finding.type,
			message,
			...(other === undefined ? {} : { related: { path, line: other.line, message: finding.sourceQuote } }),
		},
	];
}
