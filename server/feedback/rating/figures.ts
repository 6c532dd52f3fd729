import type { QueryFilter } from 'mongoose';
import { Feedback, type FeedbackFields } from '../item/model.ts';

/** Of a unit or a regulation: how often what was answered was no answer to those who had asked. */
export interface AfterFigures {
  /** Answers sent, those looked at again included once. */
  answered: number;
  rated: number;
  didNotAnswer: number;
  reopened: number;
}

const count = (filter: QueryFilter<FeedbackFields>) => Feedback.countDocuments(filter);
const FIRST_DID_NOT = { 'reopening.first.rating.answered': 'no' };

/** A reopened item counts for the unit that gave the first answer, and has been rated. */
export async function figuresOfUnit(unit: string): Promise<AfterFigures> {
  const again = { 'reopening.unit': unit };
  const [closed, openAgain, rated, reopened, didNot, firstDidNot] = await Promise.all([
    count({ unit, status: 'answered' }),
    count({ ...again, $or: [{ status: { $ne: 'answered' } }, { unit: { $ne: unit } }] }),
    count({ 'rating.unit': unit }),
    count(again),
    count({ 'rating.unit': unit, 'rating.answered': 'no' }),
    count({ ...again, ...FIRST_DID_NOT }),
  ]);
  return {
    answered: closed + openAgain,
    rated: rated + reopened,
    didNotAnswer: didNot + firstDidNot,
    reopened,
  };
}

export async function figuresOfRegulation(regulation: string): Promise<AfterFigures> {
  const again = { regulation, 'reopening.unit': { $exists: true } };
  const [closed, openAgain, rated, reopened, didNot, firstDidNot] = await Promise.all([
    count({ regulation, status: 'answered' }),
    count({ ...again, status: { $ne: 'answered' } }),
    count({ regulation, 'rating.unit': { $exists: true } }),
    count(again),
    count({ regulation, 'rating.answered': 'no' }),
    count({ ...again, ...FIRST_DID_NOT }),
  ]);
  return {
    answered: closed + openAgain,
    rated: rated + reopened,
    didNotAnswer: didNot + firstDidNot,
    reopened,
  };
}
