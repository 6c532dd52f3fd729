import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { line } from '../../platform/web/check.ts';
import { civilDateShape, slugShape } from '../../units/index.ts';
import { planReorganisation, reorganisationOf, undoReorganisation } from './actions.ts';
import { MOST_ENDING } from './rules.ts';

const who = ['catalogue'] as const;

interface PlanOfProgram {
  from: string[];
  heir: string | null;
  others: string[];
  lastDay: string;
  basis: string;
}

const slugs = () => Joi.array().items(slugShape()).unique().max(MOST_ENDING);

const plan = Joi.object<PlanOfProgram>({
  from: slugs().min(1).required(),
  heir: slugShape().allow(null).required(),
  others: slugs().default([]),
  lastDay: civilDateShape().required(),
  basis: line(300).required(),
});

const shape = Joi.object({
  id: Joi.string().required(),
  state: Joi.string().required(),
  from: Joi.array().items(Joi.string()).required(),
  heir: Joi.string().allow(null).required(),
  others: Joi.array().items(Joi.string()).required(),
  lastDay: Joi.string().required(),
  basis: Joi.string().required(),
}).meta({ title: 'Reorganisation' });

async function shown(id: string) {
  const { state, from, heir, others, lastDay, basis } = (await reorganisationOf(id)).toObject();
  return { id, state, from, heir: heir ?? null, others, lastDay, basis };
}

export const reorganisationOperations: Operation[] = [
  operation({
    id: 'planReorganisation',
    method: 'post',
    path: '/reorganisations',
    who,
    summary:
      'Have units end on a day, and another go on with what they had (null: nobody); nothing is asked a second time. A unit that is new is made on the page',
    body: plan,
    status: 201,
    result: shape,
    handler: async ({ context, body }) => shown(await planReorganisation(context, body)),
  }),
  operation({
    id: 'getReorganisation',
    method: 'get',
    path: '/reorganisations/{id}',
    who,
    summary: 'A reorganisation, and how far it is',
    result: shape,
    handler: ({ params }) => shown(params.id),
  }),
  operation({
    id: 'undoReorganisation',
    method: 'post',
    path: '/reorganisations/{id}/undo',
    who,
    summary: 'Call a planned reorganisation off',
    result: shape,
    handler: async ({ context, params }) => {
      await undoReorganisation(context, params.id);
      return shown(params.id);
    },
  }),
];
