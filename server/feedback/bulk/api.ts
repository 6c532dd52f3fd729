import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { ownAct, planAct, undoAct } from './actions.ts';
import { actsOf } from './policy.ts';
import { chosenRows } from './preview.ts';
import { ACTS, STATES } from './rules.ts';
import { planByProgram, selectionByProgram } from './schemas.ts';

const WORKERS = ['screen', 'answer'] as const;

const act = () =>
  Joi.string()
    .valid(...ACTS)
    .required();

const preview = Joi.object({
  act: act(),
  items: Joi.array()
    .items(
      Joi.object({
        code: Joi.string().required(),
        version: Joi.number().required(),
        subject: Joi.string().allow('').required(),
        language: Joi.string().required(),
        unit: Joi.string(),
        not: Joi.string().valid('personal', 'complaint', 'no-suggestion', 'unattended', 'state'),
      }),
    )
    .required(),
}).meta({ title: 'BulkPreview' });

const shown = Joi.object({
  id: Joi.string().required(),
  act: act(),
  state: Joi.string()
    .valid(...STATES)
    .required(),
  carryAt: Joi.string().isoDate().required(),
  codes: Joi.array().items(Joi.string()).required(),
  results: Joi.array()
    .items(Joi.object({ code: Joi.string().required(), done: Joi.boolean().required(), why: Joi.string() }))
    .required(),
}).meta({ title: 'BulkAct' });

async function shownAct(context: Context, id: string) {
  const translate = translator(context.language);
  const { act, state, carryAt, chosen, results } = await ownAct(context, id);
  return {
    ...{ id, act, state, carryAt, codes: chosen.map(({ code }) => code) },
    results: results.map(({ code, why }) => ({
      ...{ code, done: !why },
      ...(why ? { why: translate(why.text, why.values) } : {}),
    })),
  };
}

export const bulkOperations: Operation[] = [
  operation({
    id: 'previewBulkAct',
    method: 'post',
    path: '/bulk-acts/preview',
    who: WORKERS,
    summary:
      'What one act on several items would do: which of them it can be done with, and why not with the others; nothing is written',
    body: selectionByProgram,
    result: preview,
    handler: async ({ context, body }) => {
      if (!actsOf(context.actor).includes(body.act)) throw new Forbidden();
      const rows = await chosenRows(context, body.act, body.chosen);
      return {
        act: body.act,
        items: rows.map(({ unit, ...row }) => ({ ...row, ...(unit ? { unit: unit.slug } : {}) })),
      };
    },
  }),
  operation({
    id: 'planBulkAct',
    method: 'post',
    path: '/bulk-acts',
    who: WORKERS,
    summary:
      'Do one act with several items as the preview showed them; it begins after half a minute in which it can be undone',
    body: planByProgram,
    status: 201,
    result: shown,
    handler: async ({ context, body }) => shownAct(context, await planAct(context, body)),
  }),
  operation({
    id: 'getBulkAct',
    method: 'get',
    path: '/bulk-acts/{id}',
    who: WORKERS,
    summary: 'One’s own act on several items: how far it is, what was done, and why the others were left',
    result: shown,
    handler: ({ context, params }) => shownAct(context, params.id),
  }),
  operation({
    id: 'undoBulkAct',
    method: 'post',
    path: '/bulk-acts/{id}/undo',
    who: WORKERS,
    summary: 'Undo one’s own act on several items before it begins',
    result: shown,
    handler: async ({ context, params }) => {
      await undoAct(context, params.id);
      return shownAct(context, params.id);
    },
  }),
];
