import mongoose from 'mongoose';
import { QuestionOfProcedure } from '../../server/feedback/procedure-questions/model.ts';
import { REGULATION } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const TREE = { slug: REGULATION };
const QUESTION = { vi: 'Cây cao khoảng bao nhiêu mét?', kind: 'text', from: '2027-01-04' };

/** One of the procedure that the unit of the walks is in charge of; replies to it are private. */
export async function procedureQuestion(): Promise<string> {
  const _id = new mongoose.Types.ObjectId().toHexString();
  const { vi, ...rest } = QUESTION;
  const more = {
    from: '2026-01-01',
    words: { vi },
    regulation: REGULATION,
    required: false,
    by: 'sample',
    createdAt: new Date(0),
  };
  await new QuestionOfProcedure({ ...rest, ...more, _id }).save();
  return _id;
}

export const questionSamples: Record<string, Sample> = {
  'GET /procedure-questions': {},
  'GET /procedure-questions/:slug': { params: () => TREE },
  'POST /procedure-questions/:slug': {
    params: async () => {
      await QuestionOfProcedure.deleteMany({});
      return TREE;
    },
    fields: () => QUESTION,
  },
  'POST /procedure-questions/:slug/questions/:id/end': {
    params: async () => ({ ...TREE, id: await procedureQuestion() }),
    changes: true,
  },
  listProcedureQuestions: { params: () => TREE },
};
