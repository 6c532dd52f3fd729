import { approveMinutes, publishMinutes } from '../../server/dialogues/index.ts';
import { Minutes } from '../../server/dialogues/minutes/model.ts';
import type { Sample, Stage } from './samples.ts';
import { hosts, session } from './samples-dialogues.ts';

type Params = Record<string, string>;
type Far = 'draft' | 'approved' | 'published';

let last = '';

const versionOf = async (code: string) => (await Minutes.findById(code).lean())!.version;

/** A session that is over, with its minutes in a state. */
const minutes =
  (far: Far = 'draft') =>
  async (stage: Stage): Promise<Params> => {
    const { code } = (await session('ended')(stage)) as { code: string };
    last = code;
    await stage.world.app.dispatcher.settled();
    const { moderator, leader } = await hosts(stage.world);
    if (far !== 'draft') await approveMinutes(leader(), code, { version: await versionOf(code) });
    if (far === 'published') await publishMinutes(moderator(), code);
    return { code, part: 'opening' };
  };

const changes = { changes: true as const };

/** Minutes of a session: written, approved, published, corrected. */
export const minutesSamples: Record<string, Sample> = {
  'GET /dialogues/:code/minutes': { params: minutes() },
  'GET /dialogues/:code/minutes/edit': { params: minutes() },
  'POST /dialogues/:code/minutes/parts/:part': {
    params: minutes(),
    ...changes,
    fields: () => ({ text: 'Có mặt: 120 người.', n: '0' }),
  },
  'POST /dialogues/:code/minutes/approval': {
    params: minutes(),
    ...changes,
    fields: async () => ({ version: String(await versionOf(last)) }),
  },
  'POST /dialogues/:code/minutes/return': {
    params: minutes(),
    ...changes,
    fields: () => ({ reason: 'Thiếu tên người trả lời.' }),
  },
  'POST /dialogues/:code/minutes/publication': { params: minutes('approved'), ...changes },
  'POST /dialogues/:code/minutes/corrections': {
    params: minutes('published'),
    ...changes,
    fields: () => ({ text: 'Số liệu đúng là 42 cây, không phải 24 cây.' }),
  },
};
