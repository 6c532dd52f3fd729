import type { Operation } from '../../platform/api/operation.ts';
import type { Permission } from '../../platform/context.ts';
import { dialogueCall } from '../session/verb-call.ts';
import { approveMinutes, correctMinutes, publishMinutes, returnMinutes, writeMinutes } from './actions.ts';
import * as schemas from './schemas.ts';

/** Whoever may be a moderator or a chair; the policy of the session has the last word. */
const who: readonly Permission[] = ['moderate', 'moderate-all', 'chair'];

export const minutesOperations: Operation[] = [
  dialogueCall({
    ...{ id: 'writeMinutes', path: 'minutes/parts/{part}', who, body: schemas.partInput },
    summary: 'Write a part of the minutes; an empty text takes away what was written',
    act: (context, { code, part }, body) => writeMinutes(context, code!, { part: part!, ...body }),
  }),
  dialogueCall({
    ...{ id: 'approveMinutes', path: 'minutes/approval', who, body: schemas.approval },
    summary: 'The chair approves the minutes as they stand in that version',
    act: (context, { code }, body) => approveMinutes(context, code!, body),
  }),
  dialogueCall({
    ...{ id: 'returnMinutes', path: 'minutes/return', who, body: schemas.returning },
    summary: 'The chair sends the minutes back, with the reason',
    act: (context, { code }, body) => returnMinutes(context, code!, body),
  }),
  dialogueCall({
    ...{ id: 'publishMinutes', path: 'minutes/publication', who },
    summary: 'Publish approved minutes',
    act: (context, { code }) => publishMinutes(context, code!),
  }),
  dialogueCall({
    ...{ id: 'correctMinutes', path: 'minutes/corrections', who, body: schemas.correction },
    summary: 'Add a correction to published minutes',
    act: (context, { code }, body) => correctMinutes(context, code!, body),
  }),
];
