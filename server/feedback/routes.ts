import type { Route } from '../platform/web/route.ts';
import { ageingRoutes } from './ageing/routes.ts';
import { answeringRoutes } from './answering/routes.ts';
import { appealRoutes } from './appeal/routes.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { bulkRoutes } from './bulk/routes.ts';
import { callBackRoutes } from './call-backs/routes.ts';
import { clockRoutes } from './clocks/routes.ts';
import { contactRoutes } from './contact/routes.ts';
import { contributionRoutes } from './contributions/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { caseRoutes } from './item-page/case-routes.ts';
import { itemRoutes } from './item-page/routes.ts';
import { learnedUnitsRoutes } from './learned-units/routes.ts';
import { feedRoutes } from './lists/feed-routes.ts';
import { listRoutes } from './lists/routes.ts';
import { mergingRoutes } from './merging/routes.ts';
import { noteRoutes } from './notes/routes.ts';
import { ownDataRoutes } from './own-data/routes.ts';
import { paperRoutes } from './papers/routes.ts';
import { passportRoutes } from './passport/routes.ts';
import { procedureQuestionRoutes } from './procedure-questions/routes.ts';
import { queueRoutes } from './queues/routes.ts';
import { raisingRoutes } from './raising/routes.ts';
import { ratingRoutes } from './rating/routes.ts';
import { routingRoutes } from './routing/routes.ts';
import { screeningRoutes } from './screening/routes.ts';
import { splittingRoutes } from './splitting/routes.ts';
import { counterRoutes } from './submission/counter-routes.ts';
import { receiptRoutes } from './submission/receipt-routes.ts';
import { submitRoutes } from './submission/routes.ts';
import { tagRoutes } from './tags/routes.ts';
import { textBlockRoutes } from './text-blocks/routes.ts';
import { voiceRoutes } from './voices/routes.ts';

/** '/feedback/new' stands before '/feedback/:code'. */
export const feedbackRoutes: Route[] = [
  ...submitRoutes,
  ...receiptRoutes,
  ...listRoutes,
  ...feedRoutes,
  ...queueRoutes,
  ...bulkRoutes,
  ...textBlockRoutes,
  ...procedureQuestionRoutes,
  ...deskRoutes,
  ...learnedUnitsRoutes,
  ...counterRoutes,
  ...raisingRoutes,
  ...screeningRoutes,
  ...routingRoutes,
  ...answeringRoutes,
  ...clockRoutes,
  ...passportRoutes,
  ...contributionRoutes,
  ...attachmentRoutes,
  ...evidenceRoutes,
  ...ratingRoutes,
  ...ageingRoutes,
  ...appealRoutes,
  ...paperRoutes,
  ...voiceRoutes,
  ...contactRoutes,
  ...callBackRoutes,
  ...mergingRoutes,
  ...splittingRoutes,
  ...tagRoutes,
  ...caseRoutes,
  ...ownDataRoutes,
  ...noteRoutes,
  ...itemRoutes,
];
