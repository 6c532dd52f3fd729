import Joi from 'joi';
import { ELEMENTS, POINT_OUTCOMES } from '../item/rules/answer.ts';
import { OUTCOMES } from '../item/rules/fields.ts';

/** A unit or regulation by its slug, with its name in the three languages. */
export const named = Joi.object({
  slug: Joi.string().required(),
  name: Joi.object({ vi: Joi.string(), en: Joi.string(), ru: Joi.string() }),
}).meta({ title: 'Named' });

const point = Joi.object({ n: Joi.number(), text: Joi.string() });

/** What an answer is to: numbered. */
export const points = Joi.array().items(point);

/** The fields of a published answer; the same for its earlier versions. */
export const answerFields = Joi.object({
  points: Joi.array().items(
    Joi.object({
      n: Joi.number(),
      outcome: Joi.string().valid(...POINT_OUTCOMES),
      text: Joi.string().allow(''),
    }),
  ),
  facts: Joi.object({ text: Joi.string().allow(''), by: Joi.string().allow(''), on: Joi.string().allow('') }),
  grounds: Joi.string(),
  legalBasis: Joi.array().items(Joi.string()),
  actions: Joi.array().items(
    Joi.object({ text: Joi.string().allow(''), actor: Joi.string().allow(''), on: Joi.string().allow('') }),
  ),
  handover: Joi.object({
    unit: Joi.string().allow(''),
    on: Joi.string().allow(''),
    number: Joi.string().allow(''),
  }),
  contact: Joi.object({ person: Joi.string().allow(''), reach: Joi.string().allow('') }),
}).meta({ title: 'AnswerFields' });

const cited = Joi.array().items(
  Joi.object({
    text: Joi.string(),
    start: Joi.number(),
    end: Joi.number(),
    state: Joi.string().valid('known', 'expired', 'unknown'),
    number: Joi.string(),
    replacedBy: Joi.string(),
    href: Joi.string(),
  }),
);

const words = {
  outcome: Joi.string().valid(...OUTCOMES),
  text: Joi.string(),
  free: Joi.string().allow(''),
  fields: answerFields,
};

/** Files that belong to an answer, with the path of their download. */
export const evidence = Joi.array().items(
  Joi.object({
    id: Joi.string().required(),
    name: Joi.string().required(),
    type: Joi.string().required(),
    bytes: Joi.number().required(),
    description: Joi.string().required(),
    at: Joi.string().isoDate().required(),
    href: Joi.string().required(),
  }),
);

const changes = Joi.array().items(
  Joi.array().items(Joi.object({ kind: Joi.string().valid('same', 'gone', 'new'), text: Joi.string() })),
);

const shownPoint = Joi.object({
  n: Joi.number(),
  asked: Joi.string().allow(''),
  outcome: Joi.string().valid(...POINT_OUTCOMES),
  text: Joi.string().allow(''),
  answered: Joi.boolean(),
});

const shownFields = {
  ...words,
  answered: Joi.object({ count: Joi.number(), of: Joi.number(), points: Joi.array().items(Joi.number()) }),
  points: Joi.array().items(shownPoint),
  handedTo: named,
  cited,
  evidence,
  earlier: Joi.array().items(
    Joi.object({ ...words, until: Joi.string().isoDate(), note: Joi.string(), changes }),
  ),
};

/** A published answer; without its words when the sender declined publication. */
export const shownAnswer = Joi.object(shownFields).meta({ title: 'Answer' });

/** The answer before the second look. */
export const firstAnswer = Joi.object({
  ...shownFields,
  answeredAt: Joi.string().isoDate(),
  reopenedAt: Joi.string().isoDate(),
  /** What the second says otherwise. */
  changes,
}).meta({ title: 'FirstAnswer' });

export const interims = Joi.array().items(
  Joi.object({
    at: Joi.string().isoDate(),
    promisedAt: Joi.string().isoDate(),
    missed: Joi.boolean(),
    text: Joi.string(),
    contact: Joi.object({ person: Joi.string(), reach: Joi.string() }),
  }),
);

export const answerReport = Joi.object({
  verdict: Joi.string().valid('clear', 'partial', 'vague', 'unjudged').required(),
  standing: Joi.string()
    .valid('clear', 'partial', 'vague', 'unjudged', 'look-again', 'incomplete')
    .required(),
  standingText: Joi.string().required(),
  gate: Joi.string().valid('open', 'reason', 'override').required(),
  verdictText: Joi.string().required(),
  gateText: Joi.string().required(),
  score: Joi.number(),
  scoreText: Joi.string().allow('').required(),
  rulesVersion: Joi.string().required(),
  missing: Joi.array()
    .items(Joi.object({ element: Joi.string().valid(...ELEMENTS), text: Joi.string() }))
    .required(),
  points: Joi.array()
    .items(
      Joi.object({
        n: Joi.number(),
        answered: Joi.boolean(),
        field: Joi.string(),
        place: Joi.string(),
        quoted: Joi.string().allow(''),
      }),
    )
    .required(),
  findings: Joi.array()
    .items(
      Joi.object({
        check: Joi.string(),
        type: Joi.string(),
        advice: Joi.boolean(),
        title: Joi.string(),
        hint: Joi.string(),
        field: Joi.string(),
        place: Joi.string(),
        quoted: Joi.string().allow(''),
        cases: Joi.array().items(Joi.object({ code: Joi.string(), text: Joi.string() })),
      }),
    )
    .required(),
  citations: cited.required(),
  announcement: Joi.string().required(),
}).meta({ title: 'AnswerReport' });
