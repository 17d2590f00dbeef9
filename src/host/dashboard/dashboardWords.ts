import * as vscode from 'vscode';
import type { DashboardWords } from '../../protocol/dashboardWords.js';

/** What the page of the dashboard says. */
export function dashboardWords(): DashboardWords {
	return {
		...pageWords(),
		...activityWords(),
		...budgetWords(),
		...forecastWords(),
		...costWords(),
		...timelineWords(),
		...analysisWords(),
		...healthWords(),
		...absenceWords(),
	};
}

function pageWords() {
	return {
		dashboard: vscode.l10n.t('Dashboard'),
		parts: vscode.l10n.t('Parts of the dashboard'),
		overview: vscode.l10n.t('Overview'),
		costs: vscode.l10n.t('Costs'),
		time: vscode.l10n.t('Time'),
		memory: vscode.l10n.t('Memory'),
		progress: vscode.l10n.t('Words written so far'),
		progressSentence: vscode.l10n.t('{0} of {1} chapters finished · {2} of {3} words'),
		dismiss: vscode.l10n.t('Dismiss'),
		chapter: vscode.l10n.t('Chapter {0}'),
		chapterScene: vscode.l10n.t('Chapter {0}, scene {1}'),
		showMore: vscode.l10n.t('Show more'),
	};
}

function activityWords() {
	return {
		now: vscode.l10n.t('What is being written'),
		activityProgress: vscode.l10n.t('Words of this chapter'),
		activityFigures: vscode.l10n.t('{0} of about {1} words · {2} so far'),
		openChapter: vscode.l10n.t('Open Chapter'),
		pause: vscode.l10n.t('Pause'),
		resume: vscode.l10n.t('Resume'),
		cancel: vscode.l10n.t('Cancel'),
		generateNextChapter: vscode.l10n.t('Generate Next Chapter'),
		generateNovel: vscode.l10n.t('Generate Novel'),
	};
}

function budgetWords() {
	return {
		budget: vscode.l10n.t('Budget'),
		leftOf: vscode.l10n.t('left of {0} · {1} used'),
		budgetBar: vscode.l10n.t('{0} spent, {1} held, {2} left of {3}'),
		spent: vscode.l10n.t('Spent'),
		held: vscode.l10n.t('Held'),
		heldTip: vscode.l10n.t('Set aside for calls that are out, until they say what they cost'),
		elsewhere: vscode.l10n.t('On other computers'),
		elsewhereFigures: vscode.l10n.t('{0} spent, {1} held'),
		month: vscode.l10n.t('This month'),
		monthFigures: vscode.l10n.t('{0} spent, {1} held, of {2}'),
		runLimit: vscode.l10n.t('At most for one run'),
		calls: vscode.l10n.t('Calls'),
		setBudget: vscode.l10n.t('Set Budget'),
		recommendModel: vscode.l10n.t('Recommend Model'),
		chooseModels: vscode.l10n.t('Choose Models'),
		fine: vscode.l10n.t('Well within budget'),
		info: vscode.l10n.t('Under way'),
		warning: vscode.l10n.t('Getting close'),
		critical: vscode.l10n.t('Nearly used up'),
		exceeded: vscode.l10n.t('Used up'),
		alerts: vscode.l10n.t('What was said about the budget'),
		noAlerts: vscode.l10n.t('Nothing yet. You are told here when spending passes one of the marks on the bar.'),
	};
}

function forecastWords() {
	return {
		forecast: vscode.l10n.t('To finish the book'),
		noForecast: vscode.l10n.t('What will it take?'),
		noForecastTip: vscode.l10n.t(
			'An estimate rehearses the rest of the book on this computer. It costs nothing and sends nothing.',
		),
		making: vscode.l10n.t('Estimating…'),
		makingTip: vscode.l10n.t('The rest of the book is being rehearsed on this computer. Nothing is sent.'),
		forecastFailed: vscode.l10n.t('The estimate did not succeed'),
		forecastFree: vscode.l10n.t('Nothing more to pay'),
		forecastFreeTip: vscode.l10n.t('Nothing is left to do, or the models that are set cost nothing.'),
		forecastRange: vscode.l10n.t('{0} to {1} more'),
		forecastRangeTip: vscode.l10n.t('Half of all such books stay below the first sum, nine of ten below the second.'),
		finishedAt: vscode.l10n.t('Finished at {0} to {1}'),
		affordable: vscode.l10n.t('What is left pays for'),
		affordableOf: vscode.l10n.t('{0} of {1} chapters'),
		expectedTime: vscode.l10n.t('Time'),
		madeAt: vscode.l10n.t('Estimated'),
		madeAtSince: vscode.l10n.t('{0}; {1} of it is done since'),
		byStage: vscode.l10n.t('By stage'),
		range: vscode.l10n.t('{0} – {1}'),
		estimate: vscode.l10n.t('Estimate Now'),
		estimateAnew: vscode.l10n.t('Estimate Anew'),
	};
}

function costWords() {
	return {
		breakdown: vscode.l10n.t('Costs by'),
		by_stage: vscode.l10n.t('Stage'),
		by_model: vscode.l10n.t('Model'),
		by_chapter: vscode.l10n.t('Chapter'),
		by_day: vscode.l10n.t('Day'),
		by_run: vscode.l10n.t('Run'),
		costChart: vscode.l10n.t('What it cost'),
		costTable: vscode.l10n.t('Costs, row by row'),
		spentAndHeld: vscode.l10n.t('{0}, {1} held'),
		inputTokens: vscode.l10n.t('Read'),
		inputTokensTip: vscode.l10n.t('Tokens that models were given to read'),
		cachedTokens: vscode.l10n.t('From cache'),
		cachedTokensTip: vscode.l10n.t('Tokens of these that a provider still had in its cache'),
		outputTokens: vscode.l10n.t('Written'),
		outputTokensTip: vscode.l10n.t('Tokens that models wrote'),
		saved: vscode.l10n.t('Saved'),
		savedTip: vscode.l10n.t('What caches and batches saved'),
		all: vscode.l10n.t('All'),
		sortedUp: vscode.l10n.t('Sorted by {0}, least first'),
		sortedDown: vscode.l10n.t('Sorted by {0}, most first'),
		savings: vscode.l10n.t('What was saved'),
		savedByCache: vscode.l10n.t('Saved by caches'),
		savedByBatch: vscode.l10n.t('Saved by batches'),
		cachedShare: vscode.l10n.t('Read from caches'),
		callsOf: vscode.l10n.t('Latest calls: {0}'),
		loading: vscode.l10n.t('Looking them up…'),
		noCalls: vscode.l10n.t('No calls yet.'),
		latestCalls: vscode.l10n.t('The latest {0} of them.'),
		showTimeline: vscode.l10n.t('Timeline'),
		showReceipt: vscode.l10n.t('What Did the Model See?'),
		exportLedger: vscode.l10n.t('Export Ledger'),
		nothingSpent: vscode.l10n.t('Nothing has been spent yet'),
		nothingSpentTip: vscode.l10n.t(
			'Every call to a model will stand here with what it cost, by stage, model, chapter, day and run.',
		),
	};
}

function timelineWords() {
	return {
		run: vscode.l10n.t('Run'),
		runOption: vscode.l10n.t('{0} · {1}'),
		runOptionTook: vscode.l10n.t('{0} · {1} · {2}'),
		running: vscode.l10n.t('still running'),
		done: vscode.l10n.t('finished'),
		unfinished: vscode.l10n.t('cut short'),
		timeline: vscode.l10n.t(
			'Timeline: arrow keys lead from one piece of work to the next, plus and minus zoom, 0 shows all',
		),
		timelineTools: vscode.l10n.t('View of the timeline'),
		zoomIn: vscode.l10n.t('Closer'),
		zoomOut: vscode.l10n.t('Further away'),
		zoomFit: vscode.l10n.t('Show All'),
		panEarlier: vscode.l10n.t('Earlier'),
		panLater: vscode.l10n.t('Later'),
		leftOut: vscode.l10n.t('{0} of the shortest pieces of work are not drawn.'),
		startsAt: vscode.l10n.t('begins at {0}'),
		takes: vscode.l10n.t('takes {0}'),
		tries: vscode.l10n.t('{0} tries'),
		oneTry: vscode.l10n.t('1 try'),
		onCriticalPath: vscode.l10n.t('on the longest chain'),
		hasFailed: vscode.l10n.t('failed'),
		isRunning: vscode.l10n.t('still running'),
		showTable: vscode.l10n.t('Show as a table'),
		hideTable: vscode.l10n.t('Hide the table'),
		workTable: vscode.l10n.t('Pieces of work'),
		whichWork: vscode.l10n.t('Which work'),
		criticalPath: vscode.l10n.t('The longest chain'),
		allWork: vscode.l10n.t('Everything'),
		stageHead: vscode.l10n.t('Stage'),
		chapterHead: vscode.l10n.t('Chapter'),
		sceneHead: vscode.l10n.t('Scene'),
		startHead: vscode.l10n.t('Start'),
		durationHead: vscode.l10n.t('Duration'),
		triesHead: vscode.l10n.t('Tries'),
		marksHead: vscode.l10n.t('Remarks'),
		shownOf: vscode.l10n.t('{0} of {1}'),
		runGoesOn: vscode.l10n.t('This run has not ended yet'),
		runGoesOnTip: vscode.l10n.t('What held it up is known when it has ended.'),
		noRun: vscode.l10n.t('Nothing has been generated yet'),
		noRunTip: vscode.l10n.t(
			'Each run takes down what it spends its time on. Its timeline will stand here, with what would end one like it sooner.',
		),
		exportProfile: vscode.l10n.t('Export Profile'),
	};
}

function analysisWords() {
	return {
		usedTime: vscode.l10n.t('Where the time went'),
		bottlenecks: vscode.l10n.t('What held it up'),
		noBottlenecks: vscode.l10n.t('Nothing stands out.'),
		severity_low: vscode.l10n.t('low'),
		severity_medium: vscode.l10n.t('medium'),
		severity_high: vscode.l10n.t('high'),
		severity_critical: vscode.l10n.t('critical'),
		timeAndShare: vscode.l10n.t('{0} · {1}'),
		whatIfs: vscode.l10n.t('What would end one like it sooner'),
		noWhatIfs: vscode.l10n.t('Nothing that is known would make much of a difference.'),
		insteadOf: vscode.l10n.t('{0} instead of {1}'),
		suggestions: vscode.l10n.t('What waits for what'),
		waits: vscode.l10n.t('Waiting'),
		waitHead: vscode.l10n.t('For what'),
		waitTotal: vscode.l10n.t('All together'),
		waitOnPath: vscode.l10n.t('On the longest chain'),
		operations: vscode.l10n.t('Operations'),
		operationHead: vscode.l10n.t('Operation'),
		operationCount: vscode.l10n.t('How often'),
		mean: vscode.l10n.t('Mean'),
		p50: vscode.l10n.t('Half below'),
		p90: vscode.l10n.t('90 % below'),
		p99: vscode.l10n.t('99 % below'),
		longest: vscode.l10n.t('Longest'),
	};
}

function healthWords() {
	return {
		remembered: vscode.l10n.t('What the book remembers'),
		immediate: vscode.l10n.t('On the desk'),
		immediateTip: vscode.l10n.t('The latest passages, word for word'),
		recent: vscode.l10n.t('The story so far'),
		recentTip: vscode.l10n.t('What the latest chapters come to'),
		archival: vscode.l10n.t('Archive'),
		archivalTip: vscode.l10n.t('Everything else, found when it matters'),
		noneStale: vscode.l10n.t('Everything fits the present text.'),
		stale: vscode.l10n.t('Read from text that has changed since: {0}'),
		noBackup: vscode.l10n.t('There is no backup yet.'),
		recall: vscode.l10n.t('Is it found again?'),
		noRecall: vscode.l10n.t('There is nothing to ask for yet.'),
		byWords: vscode.l10n.t('By words'),
		byMeaning: vscode.l10n.t('By meaning'),
		foundOf: vscode.l10n.t('{0} of {1} found'),
		checkedAt: vscode.l10n.t('Asked {0}'),
		openMemory: vscode.l10n.t('Open Memory'),
		backUp: vscode.l10n.t('Back Up Now'),
		checkMemory: vscode.l10n.t('Check Memory and Backups'),
	};
}

function absenceWords() {
	return {
		noNovel: vscode.l10n.t('No novel is open'),
		noNovelTip: vscode.l10n.t('Begin one here, or open the folder of one that you have begun.'),
		newNovel: vscode.l10n.t('New Novel'),
		openFolder: vscode.l10n.t('Open Folder'),
		untrusted: vscode.l10n.t('This folder is not trusted yet'),
		untrustedTip: vscode.l10n.t('What the novel has cost is read once you trust its folder.'),
		manageTrust: vscode.l10n.t('Manage Trust'),
		opening: vscode.l10n.t('Opening the novel…'),
		failed: vscode.l10n.t('The novel cannot be opened'),
		tryAgain: vscode.l10n.t('Try Again'),
	};
}
