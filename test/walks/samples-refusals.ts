import { contestRefusalOf } from '../../server/feedback/index.ts';
import { senderContext } from '../support/people.ts';
import type { Sample } from './samples.ts';

const said = () => ({ reason: 'Đây là phản ánh về thủ tục, không phải khiếu nại.' });
const refused: Sample = { item: { status: 'refused' }, fields: said, body: said, changes: true };
/** Its sender has contested the refusal of another coordinator. */
const contested: Sample = {
  ...refused,
  async params({ world, item }) {
    await contestRefusalOf(senderContext(world, item!.code), item!.code, said());
    return {};
  },
};

export const refusalSamples: Record<string, Sample> = {
  'POST /feedback/:code/refusal-contest': refused,
  'POST /feedback/:code/refusal-upholding': contested,
  'POST /feedback/:code/refusal-return': refused,
  'GET /refusals': {},
  contestRefusal: refused,
  upholdRefusal: contested,
  takeBackRefusal: refused,
};
