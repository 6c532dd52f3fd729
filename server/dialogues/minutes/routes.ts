import type { Permission } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { approveMinutes, correctMinutes, publishMinutes, returnMinutes, writeMinutes } from './actions.ts';
import { minutesDesk, minutesPage } from './page.ts';
import * as schemas from './schemas.ts';

/** Whoever may be a moderator or a chair; the policy of the session has the last word. */
const WHO: readonly Permission[] = ['moderate', 'moderate-all', 'chair'];

const minutesOf = ({ params }: Visit<any, any, 'code'>) => `/dialogues/${params.code}/minutes`;

async function showMinutes({ context, params }: Visit<any, any, 'code'>, typed?: Typed): Promise<Reply> {
  const model = await minutesPage(context, params.code);
  const title = translator(context.language)('dialogues.minutes.title', { title: model.dialogue.title });
  return page('dialogues/minutes/minutes', { title, ...model, ...typed });
}

async function showDesk({ context, params }: Visit<any, any, 'code'>, typed?: Typed): Promise<Reply> {
  const model = await minutesDesk(context, params.code);
  const title = translator(context.language)('dialogues.minutes.edit-title');
  return page('dialogues/minutes/minutes-edit', { title, ...model, ...typed });
}

/** Each part has a form of its own: names of its fields are told apart by the part. */
function ofPart(part: string, { values, errors, refusal }: Typed): Typed {
  const at = `text-${part}`;
  return {
    refusal,
    values: { [at]: values['text'] },
    errors: Object.fromEntries(Object.values(errors).map((text) => [at, text])),
  };
}

function step<Body>(
  path: string,
  form: Pick<Route<Body>, 'body'> & { act: Route<Body, any, `/${string}/:code`>['handler'] },
): Route {
  return route({
    method: 'post',
    path: `/dialogues/:code/minutes/${path}`,
    who: WHO,
    ...(form.body ? { body: form.body } : {}),
    handler: form.act,
    again: (visit, typed) => showMinutes(visit, typed),
  });
}

export const minutesRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/minutes',
    who: 'anyone',
    handler: (visit) => showMinutes(visit),
  }),
  route({
    method: 'get',
    path: '/dialogues/:code/minutes/edit',
    who: WHO,
    handler: (visit) => showDesk(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/minutes/parts/:part',
    who: WHO,
    body: schemas.partInput,
    handler: async (visit) => {
      const part = visit.params.part;
      await writeMinutes(visit.context, visit.params.code, { part, ...visit.body });
      return seeOther(`${minutesOf(visit)}/edit#part-${part}`);
    },
    again: (visit, typed) => showDesk(visit, ofPart(visit.params.part, typed)),
  }),
  step<{ version: number }>('approval', {
    body: schemas.approval,
    act: async (visit) => {
      await approveMinutes(visit.context, visit.params.code, visit.body);
      return seeOther(minutesOf(visit));
    },
  }),
  step<{ reason: string }>('return', {
    body: schemas.returning,
    act: async (visit) => {
      await returnMinutes(visit.context, visit.params.code, visit.body);
      return seeOther(minutesOf(visit));
    },
  }),
  step('publication', {
    act: async (visit) => {
      await publishMinutes(visit.context, visit.params.code);
      return seeOther(minutesOf(visit));
    },
  }),
  step<{ text: string }>('corrections', {
    body: schemas.correction,
    act: async (visit) => {
      await correctMinutes(visit.context, visit.params.code, visit.body);
      return seeOther(`${minutesOf(visit)}#corrections`);
    },
  }),
];
