import type { Operation } from '../platform/api/operation.ts';
import { consoleOperations } from './console/api.ts';
import { minutesOperations } from './minutes/api.ts';
import { participantOperations } from './participants/api.ts';
import { questionOperations } from './questions/api.ts';
import { sessionOperations } from './session/api.ts';
import { setUpOperations } from './set-up/api.ts';
import { streamOperations } from './streams/api.ts';

export const dialogueOperations: Operation[] = [
  ...sessionOperations,
  ...participantOperations,
  ...questionOperations,
  ...streamOperations,
  ...setUpOperations,
  ...consoleOperations,
  ...minutesOperations,
];
