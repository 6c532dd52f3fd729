import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { type ChosenItem, chosenItem, MOST_CHOSEN } from '../bulk/schemas.ts';
import { cursor, pointLines, slug } from '../item/field-schemas.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';
import { otherCode } from '../merging/schemas.ts';
import { FILTERS, listQuery, type QueueFilter } from '../queues/schemas.ts';
import type { ComplaintKind } from '../screening/complaint-signs.ts';
import type { PublicWordsForm } from '../screening/schemas.ts';

/** Of the inbox and the screening queue: one group, from a row on; narrowed as one likes. */
export interface DeskQuery extends QueueFilter {
  /** Of the inbox: only what the actor has. */
  whose?: 'me';
  group?: string;
  after?: string;
}

const GROUP = { group: optional(slug()), after: cursor(), ...FILTERS };
const DONE = { ...GROUP, done: optional(line(40)) };

export const deskQuery = listQuery<DeskQuery>({
  ...GROUP,
  whose: optional(Joi.string().valid('me')),
});

export interface TriageQuery extends DeskQuery {
  /** The item that was decided just before. */
  done?: string;
}

export interface TriageItemQuery extends TriageQuery {
  /** Which form stands open. */
  panel?: string;
  /** By which the refusal is worded beforehand. */
  sign?: ComplaintKind;
  /** A learned suggestion that goes into the form of the unit. */
  take?: string;
}

export const triageQuery = listQuery<TriageQuery>(DONE);

export const triageItemQuery = listQuery<TriageItemQuery>({
  ...DONE,
  panel: optional(line(40)),
  sign: optional(Joi.string().valid('complaint', 'denunciation')),
  take: optional(slug()),
});

/** The whole decision about a new item: its public words, what it is about, and who answers. */
export interface TriageDecision extends PublicWordsForm {
  /** 'suggest': the procedure or the ward was changed, and the office that follows is wanted; or `take`. */
  step: 'send' | 'accept' | 'suggest' | 'merge';
  /** Code of the item that it is merged into. */
  into?: string;
  regulation?: string;
  ward?: string;
  unit?: string;
  /** A learned suggestion that goes into the form, and nothing else happens. */
  take?: string;
  reason?: string;
}

export const triageDecision = Joi.object<TriageDecision>({
  step: Joi.string()
    .valid('send', 'accept', 'suggest', 'merge')
    .default((typed: Partial<TriageDecision>) => (typed.take ? 'suggest' : 'send')),
  version: Joi.number().integer().min(0).required(),
  seen: Joi.boolean().truthy('yes').empty(''),
  subject: line(MOST.subject).min(LEAST.subject).required(),
  text: prose(MOST.text).min(LEAST.text).required(),
  points: optional(pointLines()),
  regulation: optional(slug()),
  ward: optional(slug()),
  into: optional(otherCode()).when('step', { is: 'merge', then: Joi.required() }),
  unit: optional(slug()).when('step', { is: 'send', then: Joi.required() }),
  take: optional(slug()),
  reason: optional(prose(MOST.reason)),
});

/** Items that say the same, as they were shown, and the one that is answered for all. */
export const campaign = Joi.object<{ first: ChosenItem; chosen: ChosenItem[] }>({
  first: chosenItem().required(),
  chosen: Joi.array().items(chosenItem()).single().max(MOST_CHOSEN).required(),
});
