import type { PageParts } from '../../platform/context.ts';
import { appealsToDecide } from './queries.ts';

/** In the inbox of the higher unit. */
export const appealParts: PageParts = {
  inbox: [
    {
      view: 'feedback/appeal/inbox-part',
      async model(context) {
        const appeals = await appealsToDecide(context);
        return appeals.length > 0 ? { appeals } : undefined;
      },
    },
  ],
};
