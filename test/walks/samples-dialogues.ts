import { staffOf } from '../../server/accounts/index.ts';
import {
  announceDialogue,
  approveQuestion,
  askForSomeone,
  askQuestion as askQuestionAction,
  assignQuestion,
  conclude,
  contestRejection,
  createDialogue as createDialogueAction,
  endDialogue,
  hostsMark,
  mergeQuestion,
  openDialogue,
  pinNotice,
  registerParticipant as registerParticipantAction,
  rejectQuestion,
} from '../../server/dialogues/index.ts';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import { shortCodeOf } from '../../server/dialogues/session/short-code.ts';
import type { Context, Role, Staff } from '../../server/platform/context.ts';
import { UNIT } from '../support/factories.ts';
import { senderContext } from '../support/people.ts';
import type { World } from '../support/world.ts';
import type { Sample, Stage } from './samples.ts';
import type { Fields } from './send.ts';

type Params = Record<string, string>;
type SessionState = 'draft' | 'announced' | 'live' | 'ended';

const NOTE = 'Câu này thuộc buổi đối thoại về giao thông.';
const QUESTION = 'Bao giờ cây đổ trên phố tôi được dọn?';
let made = 0;

/** All moderators of the world moderate, and its leader is in the chair: the viewers in these roles take part. */
export async function hosts(world: World) {
  const moderators = await staffOf({ role: 'moderator' });
  const [chair] = await staffOf({ role: 'leader' });
  const [first] = moderators;
  const as = (role: Role, { id, name, email }: { id: string; name: string; email: string }): Context => {
    const actor: Staff = { kind: 'staff', id, name, email, roles: [role], units: [] };
    return { site: world.app.site, actor, now: world.clock.now(), language: 'vi', requestId: 'test' };
  };
  return {
    moderators,
    chair: chair!,
    moderator: () => as('moderator', first!),
    leader: () => as('leader', chair!),
  };
}

async function input(world: World) {
  const { chair, moderators } = await hosts(world);
  const start = world.clock.now().getTime() + 10 * 86_400_000;
  return {
    title: `Buổi đối thoại số ${++made}`,
    description: 'Cây xanh trên hè phố.',
    place: '',
    language: 'vi' as const,
    regulations: [],
    chair: chair.id,
    moderators: moderators.map(({ id }) => id),
    units: [UNIT],
    agenda: [{ title: 'Hỏi và đáp', minutes: 60 }],
    startsAt: new Date(start),
    endsAt: new Date(start + 7_200_000),
  };
}

/** A session in a state. */
export const session =
  (state: SessionState = 'announced') =>
  async ({ world }: Stage): Promise<Params> => {
    const { moderator } = await hosts(world);
    const { code } = await createDialogueAction(moderator(), await input(world));
    if (state !== 'draft') await announceDialogue(moderator(), code);
    if (state === 'live' || state === 'ended') await openDialogue(moderator(), code, { early: true });
    if (state === 'ended') await endDialogue(moderator(), code);
    return { code };
  };

interface Brought {
  state?: SessionState;
  /** What was done with the question of the one who takes part. */
  done?: 'approved' | 'rejected' | 'contested' | 'assigned' | 'merged';
}

/** What was brought last: forms name it too. */
let last: Params = {};

/** A session with one who takes part and has asked; a caller without an account is that person. */
const asked =
  ({ state = 'live', done }: Brought = {}) =>
  async (stage: Stage): Promise<Params> => {
    const { world, viewer } = stage;
    const { code } = (await session(state)(stage)) as { code: string };
    const one = { by: 'Chị Mai', language: 'vi' as const };
    const { participant, token } = await registerParticipantAction(senderContext(world), code, one);
    if (!viewer.actor) await viewer.visitor.get(`/dialogues/${code}/take-part/${token}`);
    const clientId = `client-${++made}`;
    const { id } = await askQuestionAction(
      senderContext(world),
      code,
      { clientId, text: QUESTION },
      participant,
    );
    const { moderator } = await hosts(world);
    const own = senderContext(world, `${code}:${participant}`);
    if (done === 'rejected' || done === 'contested')
      await rejectQuestion(moderator(), code, id, { reason: 'off-topic', note: NOTE });
    if (done === 'contested') await contestRejection(own, code, id, { reason: 'Câu hỏi đúng chủ đề.' });
    if (done === 'approved' || done === 'assigned') await approveQuestion(moderator(), code, id);
    if (done === 'assigned') await assignQuestion(moderator(), code, id, { unit: UNIT });
    if (done === 'merged') await mergeQuestion(moderator(), code, id, { into: await another(world, code) });
    await world.app.dispatcher.settled();
    last = { code, question: id, participant, token };
    return last;
  };

const short = async (stage: Stage): Promise<Params> => ({
  short: shortCodeOf((await session('live')(stage))['code']!),
});

/** Another question of a session, that waits. */
async function another(world: World, code: string): Promise<string> {
  const { moderator } = await hosts(world);
  const call = { clientId: `client-${++made}`, text: 'Ai dọn cây đổ trên phố?', by: 'Bà Hoa' };
  return (await askForSomeone(moderator(), code, call)).id;
}

async function formOf({ world }: Stage): Promise<Fields> {
  const {
    startsAt: _startsAt,
    endsAt: _endsAt,
    agenda: _agenda,
    regulations: _none,
    ...fields
  } = await input(world);
  return {
    ...fields,
    agenda: '60 – Hỏi và đáp',
    startsAt: '2026-03-20T14:00',
    endsAt: '2026-03-20T16:00',
  };
}

/** Another that waits, in the session of the last call. */
async function target({ world }: Stage): Promise<Fields> {
  return { into: await another(world, last['code']!) };
}

async function pinned(stage: Stage): Promise<Params> {
  const { code } = (await session('live')(stage)) as { code: string };
  const { moderator } = await hosts(stage.world);
  await pinNotice(moderator(), code, { text: 'Nghỉ giải lao 10 phút' });
  return { code, notice: (await Dialogue.findOne({ code }).lean())!.notices[0]!.id };
}

const conclusion = { text: 'Rà soát toàn bộ cây nghiêng trước mùa bão', unit: UNIT, dueAt: '2026-05-29' };

async function concluded(stage: Stage): Promise<Params> {
  const { code } = (await session('live')(stage)) as { code: string };
  const { moderator } = await hosts(stage.world);
  await conclude(moderator(), code, { ...conclusion, dueAt: new Date('2026-05-29T10:00:00Z') });
  return { code, conclusion: (await Dialogue.findOne({ code }).lean())!.conclusions[0]!.id };
}

async function numbered(stage: Stage): Promise<Fields> {
  const [draft] = await Dialogue.find({ status: 'draft' }).sort({ _id: -1 }).limit(1).lean();
  return { ...(await formOf(stage)), version: String(draft!.version) };
}

/** The panel as it is, for the session that was brought last. */
async function panelChanged({ world }: Stage): Promise<Fields> {
  const { chair, moderators, units } = await input(world);
  const [live] = await Dialogue.find({ status: 'live' }).sort({ _id: -1 }).limit(1).lean();
  return { chair, moderators, units, mark: hostsMark(live!) };
}

const question = (): Fields => ({ clientId: `client-${++made}`, text: QUESTION });
const answer = {
  way: 'written',
  text: 'Cây sẽ được dọn trước ngày 12/3/2026, Phòng Hạ tầng phụ trách.',
  reason: 'Việc đơn giản.',
};
/** Whoever has no account is the one who takes part. */
const visitors = { each: 'visitors' as const, changes: true as const };
const changes = { changes: true as const };

/** Sessions, what is asked in them, and what moderators and officials do with it. */
export const dialogueSamples: Record<string, Sample> = {
  'GET /dialogues': {},
  'GET /dialogues/new': {},
  'POST /dialogues/new': {
    fields: async (stage) => ({ ...(await formOf(stage)), idempotencyKey: `key-${++made}` }),
  },
  'GET /dialogues/:code': { params: session() },
  'GET /dialogues/:code/edit': { params: session('draft') },
  'POST /dialogues/:code/edit': { params: session('draft'), fields: numbered, ...changes },
  'GET /dialogues/:code/hosts': { params: session('live') },
  'POST /dialogues/:code/hosts': { params: session('live'), fields: panelChanged, ...changes },
  'GET /dialogues/:code/announcement': { params: session() },
  'POST /dialogues/:code/announcement': { params: session('draft'), ...changes },
  'POST /dialogues/:code/cancellation': {
    params: session(),
    ...changes,
    fields: () => ({ reason: 'Bão số 3 đổ bộ' }),
  },
  'GET /dialogues/:code/calendar.ics': { params: session() },
  'GET /dialogues/:code/export.json': { params: session() },
  'GET /dialogues/:code/export.csv': { params: session() },
  'GET /dialogues/:code/take-part/:token': { params: asked() },
  'GET /dialogues/:code/register': { params: session() },
  'POST /dialogues/:code/register': { params: session(), fields: () => ({ by: 'Chị Mai' }) },
  'GET /dialogues/:code/screen': { params: session('live') },
  'POST /dialogues/:code/questions': { params: asked(), ...visitors, fields: question },
  'POST /dialogues/:code/questions/:question/withdrawal': { params: asked(), ...visitors },
  'POST /dialogues/:code/questions/:question/objection': {
    params: asked({ done: 'rejected' }),
    ...visitors,
    fields: () => ({ reason: 'Câu hỏi đúng chủ đề.' }),
  },
  'POST /dialogues/:code/votes': {
    params: asked({ done: 'approved' }),
    ...visitors,
    fields: () => ({ question: last['question']!, on: 'yes' }),
  },
  'GET /dialogues/:code/console': { params: session('live') },
  'POST /dialogues/:code/opening': { params: session(), ...changes, fields: () => ({ early: 'yes' }) },
  'POST /dialogues/:code/opening/return': { params: session('live'), ...changes },
  'POST /dialogues/:code/end': { params: session('live'), ...changes },
  'POST /dialogues/:code/wall': { params: session('live'), fields: () => ({ wall: 'join' }) },
  'GET /dialogues/:code/qr.svg': { params: session('live') },
  'POST /dialogues/:code/approvals': {
    ...changes,
    params: asked(),
    fields: () => ({ questions: last['question']! }),
  },
  'POST /dialogues/:code/undo': { params: pinned, ...changes, fields: () => ({ act: 'test' }) },
  'GET /dialogues/:code/trace': { params: session('live') },
  'GET /d/:short': { params: short },
  'POST /dialogues/:code/agenda': { params: session('live'), fields: () => ({ at: '1' }) },
  'POST /dialogues/:code/notices': {
    params: session('live'),
    ...changes,
    fields: () => ({ text: 'Nghỉ giải lao 10 phút' }),
  },
  'POST /dialogues/:code/notices/:notice/removal': { params: pinned },
  'POST /dialogues/:code/queue': { params: session('live'), fields: () => ({ open: 'no' }) },
  'POST /dialogues/:code/conclusions': { params: session('live'), ...changes, fields: () => conclusion },
  'POST /dialogues/:code/conclusions/:conclusion/removal': { params: concluded, ...changes },
  'POST /dialogues/:code/now': {
    params: asked({ done: 'approved' }),
    ...changes,
    fields: () => ({ question: last['question']! }),
  },
  'POST /dialogues/:code/now/return': { params: session('live') },
  'POST /dialogues/:code/questions/by-phone': {
    params: session('live'),
    fields: () => ({ ...question(), by: 'Bà Hoa' }),
  },
  'POST /dialogues/:code/questions/:question/approval': { params: asked(), ...changes },
  'POST /dialogues/:code/questions/:question/rejection': {
    params: asked(),
    ...changes,
    fields: () => ({ reason: 'off-topic', note: NOTE }),
  },
  'POST /dialogues/:code/questions/:question/upholding': { params: asked({ done: 'contested' }), ...changes },
  'POST /dialogues/:code/questions/:question/merging': { params: asked(), ...changes, fields: target },
  'POST /dialogues/:code/questions/:question/separation': { params: asked({ done: 'merged' }), ...changes },
  'POST /dialogues/:code/questions/:question/wording': {
    params: asked(),
    fields: () => ({ text: 'Ai dọn cây đổ trên phố?' }),
  },
  'POST /dialogues/:code/questions/:question/assignment': { params: asked(), fields: () => ({ unit: UNIT }) },
  'POST /dialogues/:code/questions/:question/answer': {
    params: asked({ done: 'approved' }),
    ...changes,
    fields: () => answer,
  },
  'POST /dialogues/:code/questions/:question/promise': { params: asked({ done: 'approved' }), ...changes },
  'POST /dialogues/:code/questions/:question/return': {
    params: asked({ done: 'approved' }),
    ...changes,
    fields: () => ({ decided: 'approved' }),
  },
  'POST /dialogues/:code/people/:participant/muting': { params: asked() },
  'POST /dialogues/:code/people/:participant/unmuting': { params: asked() },
  'POST /dialogues/:code/people/:participant/removal': {
    params: asked(),
    fields: () => ({ ground: 'disruption' }),
  },
  'POST /dialogues/:code/people/:participant/reinstatement': { params: asked() },
  'GET /dialogue-desk': {},
  'POST /dialogue-desk/:question/prepared': {
    params: asked({ done: 'assigned' }),
    fields: () => ({ text: 'Cây sẽ được dọn trước ngày 12/3/2026.' }),
  },
  'POST /dialogue-desk/:question/answer': {
    params: asked({ done: 'assigned' }),
    ...changes,
    fields: () => ({ text: answer.text, reason: answer.reason, step: 'send' }),
  },
  createDialogue: { body: ({ world }) => input(world) },
  editDialogue: { params: session('draft'), body: ({ world }) => input(world), ...changes },
  listDialogueHosts: {},
  listDialogues: {},
  getDialogue: { params: session() },
  registerParticipant: { params: session(), body: () => ({ by: 'Chị Mai' }) },
  askQuestion: {
    params: asked(),
    ...visitors,
    body: ({ viewer }) => ({
      text: QUESTION,
      ...(viewer.actor ? { by: 'Bà Hoa' } : { participant: last['token'] }),
    }),
  },
  listQuestions: { params: session() },
  getDialogueLog: { params: session() },
};
