import { dashboardProtocol } from '../../protocol/dashboard.js';
import { HostChannel } from '../hostChannel.js';
import { vscodeApi } from '../vscodeApi.js';
import { DashboardPage } from './dashboardPage.js';
import { DashboardState } from './dashboardState.js';

new DashboardPage(new HostChannel(dashboardProtocol, vscodeApi), new DashboardState(vscodeApi)).open();
