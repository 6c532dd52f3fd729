import { contentLanguage } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { hold } from '../../platform/web/holds.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { REGISTER_LABELS } from '../session/labels.ts';
import { participantIn } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { VOTING } from '../session/rules/status.ts';
import { participantRow } from './find.ts';
import { registerParticipant } from './register.ts';
import * as schemas from './schemas.ts';

async function showForm(visit: Visit<any, any, 'code'>, more: Partial<Typed> = {}): Promise<Reply> {
  const { context, params } = visit;
  const dialogue = await readDialogue(context, params.code);
  // As whom this browser takes part already.
  const held = await participantRow(participantIn(context.actor, dialogue.code), dialogue.code);
  return page('dialogues/participants/register', {
    title: translator(context.language)(`dialogues.register.${held ? 'title-change' : 'title'}`),
    dialogue,
    labels: REGISTER_LABELS,
    open: VOTING.includes(dialogue.status),
    longest: MOST,
    staff: context.actor.kind === 'staff',
    already: held !== null,
    removed: held?.removed,
    removedFor: held?.removedFor,
    muted: held?.muted,
    // The other fields are no business of whoever sits at this browser next.
    values: { by: held?.by },
    ...more,
  });
}

export const registerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/register',
    who: 'anyone',
    handler: (visit) => showForm(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/register',
    who: 'anyone',
    limit: 'room',
    body: schemas.registration.fork('language', (each) => each.optional()),
    handler: async (visit) => {
      const { context, params, body } = visit;
      const code = params.code;
      const asked = { ...body, language: contentLanguage(context.language) };
      const { participant } = await registerParticipant(context, code, asked);
      hold(visit.cookies, `${code}:${participant}`, { keep: true });
      return seeOther(`/dialogues/${code}#ask`);
    },
    again: (visit, typed) => showForm(visit, typed),
  }),
];
