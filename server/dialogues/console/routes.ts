import Joi from 'joi';
import { Forbidden } from '../../platform/errors.ts';
import { randomToken } from '../../platform/secrets.ts';
import { line, optional } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import * as roomSchemas from '../room/schemas.ts';
import { CONSOLE_LABELS, type Labels } from '../session/labels.ts';
import { canModerate } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { type ConsoleQuery, consoleModel } from './console-model.ts';
import { type ConsoleForm, consoleForms, type Params, WHO } from './forms.ts';
import { actOf, UNDOABLE } from './live-model/acts.ts';
import { LISTS, ONLY } from './live-model/cards.ts';
import { actsIn, questionIn, wordsIn } from './trace.ts';

const selection = Joi.object<ConsoleQuery>({
  question: roomSchemas.taking.extract('question').optional().empty(''),
  find: optional(line(MOST.question)),
  like: optional(line(MOST.question)),
  only: Joi.string()
    .valid(...ONLY)
    .empty(''),
  done: Joi.string().valid(...UNDOABLE),
  alone: Joi.string().valid('yes').empty(''),
  list: Joi.string().valid(...LISTS),
  page: Joi.number().integer().min(1).max(10_000),
});

async function showConsole(
  visit: Visit<any, any, 'code'>,
  more: Partial<Typed> & { form?: string; labels?: Labels } = {},
): Promise<Reply> {
  const { context, query } = visit;
  const params = visit.params as Params;
  const asked = (query ?? {}) as ConsoleQuery;
  const question = params.question ?? asked.question;
  const model = await consoleModel(context, params.code, { ...asked, ...(question && { question }) });
  const { form, values, errors } = more;
  const live = { ...model.live, refused: form ? { form, values, errors } : undefined };
  const shown = page('dialogues/console/console', { ...model, clientId: randomToken(), ...more, live });
  return { ...shown, layout: 'console' } as Reply;
}

/** As a browser has sent it. */
const sent = (body: unknown): Record<string, unknown> => {
  const { open, ...others } = Object(body) as Record<string, unknown>;
  return { ...others, ...(open === undefined ? {} : { open: open ? 'yes' : 'no' }) };
};

/** A form of the console: done, and back to where one was. */
function formRoute({ name, path, body, act, at = '' }: ConsoleForm): Route {
  return route({
    method: 'post',
    path: `/dialogues/:code/${path}`,
    who: WHO,
    ...(body ? { body } : {}),
    handler: async ({ context, params, body: given }) => {
      const { question: id } = params as Params;
      await act(context, params as Params, given);
      const done = actOf(`/${path}`, sent(given));
      const query = new URLSearchParams({ ...(id && { question: id }), ...(done && { done }) });
      return seeOther(`/dialogues/${params.code}/console?${query}${id ? '#work' : at}`);
    },
    again: (visit, typed) => showConsole(visit, { ...typed, form: name, labels: CONSOLE_LABELS[name] }),
  });
}

/** What the moderators did, with who and when; each can be undone from here, after the moment as well. */
const trace: Route = route({
  method: 'get',
  path: '/dialogues/:code/trace',
  who: WHO,
  handler: async ({ context, params: { code } }) => {
    const it = await readDialogue(context, code);
    if (!canModerate(context.actor, it)) throw new Forbidden();
    const acts = (await actsIn(code, context.now)).slice(0, MOST_TRACED);
    const words = await wordsIn(acts);
    const rows = acts.map(({ entries, ...act }) => ({
      ...act,
      count: entries.length,
      text: words.get(questionIn(entries[0]!) ?? ''),
    }));
    return page('dialogues/console/trace', {
      title: it.title,
      code,
      language: context.language,
      acts: rows,
      of: it.language,
    });
  },
});

const MOST_TRACED = 60;

export const consoleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/console',
    who: WHO,
    query: selection,
    handler: (visit) => showConsole(visit),
  }),
  trace,
  ...consoleForms.map(formRoute),
];
