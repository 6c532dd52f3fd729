import type { Operation } from '../../platform/api/operation.ts';
import { announceDialogue, cancelDialogue, editDialogue } from '../session/actions.ts';
import { readDialogue } from '../session/read.ts';
import * as schemas from '../session/schemas.ts';
import { dialogueCall } from '../session/verb-call.ts';

const who = ['plan-dialogues'] as const;

export const setUpOperations: Operation[] = [
  dialogueCall({
    ...{ id: 'announceDialogue', path: 'announcement', who },
    summary: 'Announce a session: everybody sees it, and units and hosts are told',
    act: (context, { code }) => announceDialogue(context, code!),
  }),
  dialogueCall({
    ...{ id: 'editDialogue', path: 'edit', who },
    summary: 'Set a session up anew that is not open yet: what is not named is empty then',
    body: schemas.dialogueInput,
    act: async (context, { code }, body) => {
      const { version } = await readDialogue(context, code!);
      await editDialogue(context, code!, { ...body, version });
    },
  }),
  dialogueCall({
    ...{ id: 'cancelDialogue', path: 'cancellation', who, body: schemas.cancellation },
    summary: 'Cancel a session, with the reason that everybody reads',
    act: (context, { code }, body) => cancelDialogue(context, code!, body),
  }),
];
