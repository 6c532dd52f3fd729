import type { Operation } from '../platform/api/operation.ts';
import { participantOperations } from './participants/api.ts';
import { questionOperations } from './questions/api.ts';
import { sessionOperations } from './session/api.ts';
import { streamOperations } from './streams/api.ts';

export const dialogueOperations: Operation[] = [
  ...sessionOperations,
  ...participantOperations,
  ...questionOperations,
  ...streamOperations,
];
