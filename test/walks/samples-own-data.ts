import { askErasure } from '../../server/feedback/index.ts';
import { senderContext } from '../support/people.ts';
import type { Sample } from './samples.ts';

/** Its sender has asked while the answer is still due. */
const asked: Sample = {
  item: { status: 'routed' },
  async params({ world, item }) {
    await askErasure(senderContext(world, item!.code), item!.code);
    return {};
  },
};

export const ownDataSamples: Record<string, Sample> = {
  'GET /feedback/:code/own-data': { item: { status: 'answered' } },
  'GET /feedback/:code/own-data.json': { item: { status: 'answered' } },
  'POST /feedback/:code/erasure': {
    item: { status: 'answered' },
    fields: () => ({ understood: 'yes' }),
    changes: true,
  },
  'POST /feedback/:code/erasure/removal': { ...asked, changes: true },
  'GET /erasure-requests': {},
  'GET /feedback/:code/erasure/decision': asked,
  'POST /feedback/:code/erasure/decision': {
    ...asked,
    fields: () => ({ as: 'after-answer', reason: 'Câu trả lời sắp có, xóa sau khi trả lời.' }),
    changes: true,
  },
  'GET /account/own-data.json': {},
};
