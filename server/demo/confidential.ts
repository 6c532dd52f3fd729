import { createAccount } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import { DAY_MS } from '../city/dates.ts';
import {
  confirmProposal,
  openCase,
  proposeReader,
  readerWrites,
  sendConfidential,
  waitingProposals,
} from '../confidential/index.ts';
import { type Actor, type Context, isStaff, type Site, systemContext } from '../platform/context.ts';
import { type Cast, DEMO_PASSWORD, SECOND_ADMINISTRATOR } from './people.ts';

const WORDS = [
  'Ngày thứ Ba tuần trước, cán bộ bộ phận một cửa nói hồ sơ thiếu giấy nhưng không ghi phiếu; người môi giới ngồi ngoài sảnh nói đưa hai triệu thì hôm sau có kết quả. Tôi đưa và có thật. Tôi giữ tin nhắn.',
  'Một tổ trưởng dân phố thu tiền "bồi dưỡng" của từng hộ khi xác nhận đơn xin cấp giấy phép xây dựng. Ít nhất năm hộ trong ngõ đã đưa.',
];

/** Two administrators name the leader; two people write, one has been asked something. */
export async function playConfidential(site: Site, cast: Cast, now: Date): Promise<void> {
  const began = new Date(now.getTime() - 12 * DAY_MS);
  const as = (actor: Actor, at: Date): Context => ({
    ...{ site, actor, now: at, language: 'vi', requestId: 'demo' },
  });
  const second = {
    ...{ ...SECOND_ADMINISTRATOR, language: 'vi' as const },
    ...{ roles: ['administrator' as const], units: [] },
  };
  const { id } = await createAccount(systemContext(site, 'demo', began), {
    ...second,
    password: DEMO_PASSWORD,
  });
  const leader = await cast.listed('leader');
  if (!isStaff(leader)) return;
  await proposeReader(as(await cast.listed('administrator'), began), {
    email: leader.email,
    from: cityDate(began),
  });
  for (const row of await waitingProposals())
    await confirmProposal(as({ kind: 'staff', id, ...second }, began), row);
  const sender: Actor = { kind: 'visitor', holds: [] };
  const cases = [];
  for (const [at, text] of WORDS.entries()) {
    const sent = new Date(began.getTime() + (at * 8 + 1) * DAY_MS);
    cases.push(
      await sendConfidential(as(sender, sent), { text, exclude: [], idempotencyKey: `demo-${at}` }, []),
    );
  }
  const read = as(leader, new Date(began.getTime() + 3 * DAY_MS));
  await openCase(read, cases[0]!.id);
  const asked =
    'Cảm ơn ông/bà. Việc xảy ra tại bộ phận một cửa nào? Xin gửi ảnh chụp tin nhắn nếu có thể, đã che tên.';
  await readerWrites(read, cases[0]!.id, { text: asked, files: [], answer: false });
}
