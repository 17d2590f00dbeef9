import { memoryProtocol } from '../../protocol/memory.js';
import { HostChannel } from '../hostChannel.js';
import { vscodeApi } from '../vscodeApi.js';
import { MemoryPage } from './memoryPage.js';
import { PageState } from './pageState.js';

new MemoryPage(new HostChannel(memoryProtocol, vscodeApi), new PageState(vscodeApi)).start();
