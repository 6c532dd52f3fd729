import type { Operation } from '../platform/api/operation.ts';
import { ageingOperations } from './ageing/api.ts';
import { answeringOperations } from './answering/api.ts';
import { appealOperations } from './appeal/api.ts';
import { bulkOperations } from './bulk/api.ts';
import { callBackOperations } from './call-backs/api.ts';
import { clockOperations } from './clocks/api.ts';
import { contributionOperations } from './contributions/api.ts';
import { itemOperations } from './item-page/api.ts';
import { listOperations } from './lists/api.ts';
import { mergingOperations } from './merging/api.ts';
import { noteOperations } from './notes/api.ts';
import { paperOperations } from './papers/api.ts';
import { passportOperations } from './passport/api.ts';
import { procedureQuestionOperations } from './procedure-questions/api.ts';
import { queueOperations } from './queues/api.ts';
import { raisingOperations } from './raising/api.ts';
import { ratingOperations } from './rating/api.ts';
import { routingOperations } from './routing/api.ts';
import { screeningOperations } from './screening/api.ts';
import { splittingOperations } from './splitting/api.ts';
import { submissionOperations } from './submission/api.ts';
import { tagOperations } from './tags/api.ts';
import { textBlockOperations } from './text-blocks/api.ts';

/** In the order of an item's way; the description lists them so. */
export const feedbackOperations: Operation[] = [
  ...procedureQuestionOperations,
  ...submissionOperations,
  ...raisingOperations,
  ...listOperations,
  ...itemOperations,
  ...screeningOperations,
  ...routingOperations,
  ...clockOperations,
  ...passportOperations,
  ...answeringOperations,
  ...ratingOperations,
  ...mergingOperations,
  ...ageingOperations,
  ...splittingOperations,
  ...tagOperations,
  ...noteOperations,
  ...contributionOperations,
  ...queueOperations,
  ...bulkOperations,
  ...callBackOperations,
  ...textBlockOperations,
  ...appealOperations,
  ...paperOperations,
];
