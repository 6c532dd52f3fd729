import { randomUUID } from 'node:crypto';
import Joi from 'joi';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { slugShape } from '../../units/index.ts';
import { announceDialogue, cancelDialogue, createDialogue, editDialogue } from '../session/actions.ts';
import { hostsMark } from '../session/hosts.ts';
import { SET_UP_LABELS } from '../session/labels.ts';
import { canPlan } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { dialogueAfter } from '../session/rules/status.ts';
import * as schemas from '../session/schemas.ts';
import { changeHosts } from './change-hosts.ts';
import { choicesFor, firstValues, valuesOf } from './form-options.ts';
import { setUpPage } from './queries.ts';

const PLANNERS = ['plan-dialogues'] as const;
const setUpOf = (code: string) => `/dialogues/${code}/announcement`;

interface NewQuery {
  /** What many suddenly write about: the form comes filled in. */
  regulation?: string;
}

const newQuery = Joi.object<NewQuery>({ regulation: slugShape().empty('') });

async function newForm({ context, query }: Visit<any, NewQuery>, typed?: Typed): Promise<Reply> {
  const values = {
    idempotencyKey: randomUUID(),
    ...(typed?.values ?? firstValues(context, query.regulation)),
  };
  return page('dialogues/set-up/new', {
    title: translator(context.language)('dialogues.form.new'),
    labels: SET_UP_LABELS,
    ...(await choicesFor(context, values)),
    ...typed,
    values,
  });
}

async function editForm({ context, params }: Visit<any, any, 'code'>, typed?: Typed): Promise<Reply> {
  const it = await readDialogue(context, params.code);
  if (!canPlan(context.actor)) throw new Forbidden();
  if (!['draft', 'announced'].includes(it.status)) throw new Conflict('errors.wrong-state');
  const values = typed?.values ?? valuesOf(it);
  return page('dialogues/set-up/edit', {
    title: translator(context.language)('dialogues.form.edit'),
    labels: SET_UP_LABELS,
    dialogue: { code: it.code, title: it.title, status: it.status, language: it.language },
    ...(await choicesFor(context, values, it)),
    ...typed,
    values,
  });
}

async function hostsPage({ context, params }: Visit<any, any, 'code'>, typed?: Typed): Promise<Reply> {
  const it = await readDialogue(context, params.code);
  if (!canPlan(context.actor)) throw new Forbidden();
  if (dialogueAfter(it.status, 'dialogue.hosts-changed') === undefined)
    throw new Conflict('errors.wrong-state');
  const values = typed?.values ?? { ...valuesOf(it), mark: hostsMark(it) };
  return page('dialogues/set-up/hosts', {
    title: translator(context.language)('dialogues.form.hosts'),
    labels: SET_UP_LABELS,
    dialogue: { code: it.code, title: it.title, language: it.language },
    ...(await choicesFor(context, values, it)),
    ...typed,
    values,
  });
}

async function announcement({ context, params }: Visit<any, any, 'code'>, typed?: Typed): Promise<Reply> {
  return page('dialogues/session/announcement', {
    title: translator(context.language)('dialogues.form.set-up'),
    ...(await setUpPage(context, params.code)),
    ...typed,
  });
}

export const setUpRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/new',
    who: PLANNERS,
    query: newQuery,
    handler: (visit) => newForm(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/new',
    who: PLANNERS,
    query: newQuery,
    body: schemas.dialogueForm,
    handler: async ({ context, body }) => {
      const { idempotencyKey, ...input } = body;
      const { code } = await createDialogue(context, input, idempotencyKey);
      return seeOther(setUpOf(code));
    },
    again: (visit, typed) => newForm(visit, typed),
  }),
  route({
    method: 'get',
    path: '/dialogues/:code/edit',
    who: PLANNERS,
    handler: (visit) => editForm(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/edit',
    who: PLANNERS,
    body: schemas.dialogueEdit,
    handler: async ({ context, params, body }) => {
      await editDialogue(context, params.code, body);
      return seeOther(setUpOf(params.code));
    },
    again: (visit, typed) => editForm(visit, typed),
  }),
  route({
    method: 'get',
    path: '/dialogues/:code/hosts',
    who: PLANNERS,
    handler: (visit) => hostsPage(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/hosts',
    who: PLANNERS,
    body: schemas.hostsForm,
    handler: async ({ context, params, body }) => {
      await changeHosts(context, params.code, body);
      return seeOther(setUpOf(params.code));
    },
    again: (visit, typed) => hostsPage(visit, typed),
  }),
  route({
    method: 'get',
    path: '/dialogues/:code/announcement',
    who: PLANNERS,
    handler: (visit) => announcement(visit),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/announcement',
    who: PLANNERS,
    handler: async ({ context, params }) => {
      await announceDialogue(context, params.code);
      return seeOther(setUpOf(params.code));
    },
    again: (visit, typed) => announcement(visit, typed),
  }),
  route({
    method: 'post',
    path: '/dialogues/:code/cancellation',
    who: PLANNERS,
    body: schemas.cancellation,
    handler: async ({ context, params, body }) => {
      await cancelDialogue(context, params.code, body);
      return seeOther(`/dialogues/${params.code}`);
    },
    again: (visit, typed) => announcement(visit, typed),
  }),
];
