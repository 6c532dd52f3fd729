import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { day, lines, slug } from '../item/field-schemas.ts';
import { type AnswerFields, MOST_ACTIONS, MOST_BASES, type PointOutcome } from '../item/rules/answer.ts';
import { LEAST, MOST, OUTCOMES, type Outcome } from '../item/rules/fields.ts';
import { MOST_POINTS } from '../item/rules/points.ts';
import type { AnswerWords } from '../item/shapes/answer.ts';
import { pointOutcome } from './field-schemas.ts';
import type { Correction } from './schemas.ts';

const numbers = (most: number) => Array.from({ length: most }, (_, at) => at + 1);

/** The same as a form sends it: flat. */
const flat = {
  ...Object.fromEntries(
    numbers(MOST_POINTS).flatMap((n) => [
      [`point-${n}-outcome`, optional(pointOutcome())],
      [`point-${n}-text`, optional(prose(MOST.pointAnswer))],
    ]),
  ),
  ...Object.fromEntries(
    numbers(MOST_ACTIONS).flatMap((n) => [
      [`action-${n}-text`, optional(line(500))],
      [`action-${n}-actor`, optional(line(200))],
      [`action-${n}-on`, optional(day())],
    ]),
  ),
  facts: optional(prose(MOST.reason)),
  factsBy: optional(line(200)),
  factsOn: optional(day()),
  grounds: optional(prose(MOST.reason)),
  basis: Joi.array().items(line(200)).max(MOST_BASES).single().empty(''),
  basisOther: optional(lines(MOST_BASES, 200)),
  handoverUnit: optional(slug()),
  handoverOn: optional(day()),
  handoverNumber: optional(line(80)),
  contactPerson: optional(line(MOST.name)),
  contactReach: optional(line(200)),
};

type Flat = { [name: string]: unknown };

export interface AnswerFormBody {
  outcome: Outcome;
  text: string;
  reason?: string;
  version: number;
  /** `add`: one more row for an action, `insert`: a block of the office's words; nothing is saved. */
  step: 'save' | 'check' | 'submit' | 'add' | 'insert';
  /** The chosen block. */
  block?: string;
  /** Absent: the form had no boxes. */
  fields?: AnswerFields;
  /** After a colleague has saved too: parts of the form in which the saved words are wanted. */
  take?: string[];
}

const answerShape = {
  ...flat,
  boxes: Joi.string().valid('yes'),
  outcome: Joi.when('step', {
    is: Joi.valid('add', 'insert'),
    then: optional(Joi.string().valid(...OUTCOMES)),
    otherwise: Joi.string()
      .valid(...OUTCOMES)
      .required(),
  }),
  text: prose(MOST.answer).allow('').default(''),
  version: Joi.number().integer().min(0).required(),
  take: Joi.array().items(line(20)).max(40).single().empty(''),
};

export type CorrectionFormBody = Correction & { step: 'check' | 'submit' | 'add'; take?: string[] };

/** Of a correction: with the note that everybody reads. To have it checked, none is needed yet. */
export const correctionForm: Joi.ObjectSchema<CorrectionFormBody> = Joi.object({
  ...answerShape,
  step: Joi.string().valid('check', 'submit', 'add').default('submit'),
  note: Joi.when('step', {
    is: Joi.valid('check', 'add'),
    then: prose(MOST.reason).allow('').default(''),
    otherwise: prose(MOST.reason).min(LEAST.reason).required(),
  }),
  override: optional(prose(MOST.reason).min(LEAST.reason)),
}).custom((typed: CorrectionFormBody & Flat & { boxes?: string }): CorrectionFormBody => {
  const { outcome, text, version, note, override, step, boxes, take } = typed;
  return {
    outcome,
    text,
    version,
    note,
    step,
    ...(take ? { take } : {}),
    ...(override ? { override } : {}),
    ...(boxes ? { fields: fieldsOfForm(typed) } : {}),
  };
});

/** The form of the desk. `boxes` says that it has the fields beside the free text. */
export const answerForm: Joi.ObjectSchema<AnswerFormBody> = Joi.object({
  ...answerShape,
  reason: optional(prose(MOST.reason)),
  block: optional(line(40)),
  step: Joi.string().valid('save', 'check', 'submit', 'add', 'insert').default('save'),
}).custom((typed: AnswerFormBody & Flat): AnswerFormBody => {
  const { outcome, text, reason, version, step, boxes, take, block } = typed;
  return {
    outcome,
    text,
    version,
    step,
    ...(take ? { take } : {}),
    ...(reason ? { reason } : {}),
    ...(block ? { block } : {}),
    ...(boxes ? { fields: fieldsOfForm(typed) } : {}),
  };
});

export function fieldsOfForm(typed: Flat): AnswerFields {
  const text = (name: string): string => (typed[name] as string | undefined) ?? '';
  const list = (name: string): string[] => (typed[name] as string[] | undefined) ?? [];
  const facts = { text: text('facts'), by: text('factsBy'), on: text('factsOn') };
  const handover = { unit: text('handoverUnit'), on: text('handoverOn'), number: text('handoverNumber') };
  const contact = { person: text('contactPerson'), reach: text('contactReach') };
  return {
    points: numbers(MOST_POINTS).flatMap((n) => {
      const outcome = typed[`point-${n}-outcome`] as PointOutcome | undefined;
      const words = text(`point-${n}-text`);
      return words || outcome ? [{ n, text: words, ...(outcome ? { outcome } : {}) }] : [];
    }),
    actions: numbers(MOST_ACTIONS).map((n) => ({
      text: text(`action-${n}-text`),
      actor: text(`action-${n}-actor`),
      on: text(`action-${n}-on`),
    })),
    legalBasis: [...new Set([...list('basis'), ...list('basisOther')])].filter(Boolean).slice(0, MOST_BASES),
    ...(text('grounds') ? { grounds: text('grounds') } : {}),
    ...(filled(facts) ? { facts } : {}),
    ...(filled(handover) ? { handover } : {}),
    ...(filled(contact) ? { contact } : {}),
  };
}

const filled = (group: object): boolean => Object.values(group).some(Boolean);

/** A stored answer as the form shows it, and as the form would send it. */
export function flatAnswer(
  { fields, free, text, outcome, reason }: AnswerWords & { reason?: string },
  picked: readonly string[],
): Record<string, unknown> {
  const values: Record<string, unknown> = { outcome, reason, text: fields ? (free ?? '') : text };
  if (!fields) return values;
  values['boxes'] = 'yes';
  for (const point of fields.points) {
    values[`point-${point.n}-outcome`] = point.outcome;
    values[`point-${point.n}-text`] = point.text;
  }
  fields.actions.forEach((action, at) => {
    for (const [name, value] of Object.entries(action)) values[`action-${at + 1}-${name}`] = value;
  });
  const { facts, handover, contact } = fields;
  return Object.assign(values, {
    facts: facts?.text,
    factsBy: facts?.by,
    factsOn: facts?.on,
    grounds: fields.grounds,
    basis: fields.legalBasis.filter((each) => picked.includes(each)),
    basisOther: fields.legalBasis.filter((each) => !picked.includes(each)).join('\n'),
    handoverUnit: handover?.unit,
    handoverOn: handover?.on,
    handoverNumber: handover?.number,
    contactPerson: contact?.person,
    contactReach: contact?.reach,
  });
}
