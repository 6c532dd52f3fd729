import type { Operation } from '../../platform/api/operation.ts';
import { dialogueCall } from '../session/verb-call.ts';
import { consoleForms, type Params, WHO } from './forms.ts';

/** What moderators do on their page, for programs. */
export const consoleOperations: Operation[] = consoleForms.flatMap(({ call, path, body, act }) =>
  call
    ? dialogueCall({
        ...{ id: call[0], summary: call[1], who: WHO, body },
        path: path.replace(/:(\w+)/g, '{$1}'),
        act: (context, params, given) => act(context, params as Params, given),
      })
    : [],
);
