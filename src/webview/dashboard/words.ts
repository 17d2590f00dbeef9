import * as z from 'zod/mini';
import { dashboardWords, type DashboardWords } from '../../protocol/dashboardWords.js';

/** What the page says, as the host has put it there. */
export const words: DashboardWords = z.parse(dashboardWords, JSON.parse(document.body.dataset['words'] ?? '{}'));
