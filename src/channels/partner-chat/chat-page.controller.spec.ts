import { describeStaticPage } from '../../../test/support/static-page-cases.js';
import { ChatPageController } from './chat-page.controller.js';

describeStaticPage('chat', ChatPageController);
