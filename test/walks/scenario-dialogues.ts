import {
  announceDialogue,
  approveMinutes,
  approveQuestion,
  askForSomeone,
  askQuestion,
  assignQuestion,
  contestRejection,
  createDialogue,
  editQuestion,
  endDialogue,
  mergeQuestion,
  muteParticipant,
  openDialogue,
  prepareAnswer,
  registerParticipant,
  rejectQuestion,
  removeParticipant,
  returnMinutes,
  withdrawQuestion,
  writeMinutes,
} from '../../server/dialogues/index.ts';
import { Minutes } from '../../server/dialogues/minutes/model.ts';
import { Question } from '../../server/dialogues/questions/model.ts';
import { dialogueReceiptKey } from '../../server/feedback/index.ts';
import type { Context } from '../../server/platform/context.ts';
import { UNIT } from '../support/factories.ts';
import { contextOf, senderContext } from '../support/people.ts';
import type { World } from '../support/world.ts';
import type { Secret, Secrets } from './secrets.ts';
import type { Viewer } from './viewers.ts';

/** The people of the walk who run the sessions and take part in them. */
export interface Cast {
  moderator: Viewer;
  chair: Viewer;
  official: Viewer;
  /** Browser of the one whose secrets lie in the sessions. */
  asker: Viewer;
  /** Browser of another who takes part. */
  other: Viewer;
}

export interface Held {
  name: 'draft' | 'live' | 'ended';
  code: string;
  questions: string[];
  /** Ids of the people who take part. */
  people: string[];
  /** Tokens by the name of the viewer. */
  tokens: Map<string, string>;
}

interface Stage {
  world: World;
  secrets: Secrets;
  cast: Cast;
  /** Called when a session is made, announced, and when somebody has registered: lines join then. */
  follow(held: Held): Promise<void>;
}

/** @param whose name of the viewer whose secret it is; empty: of those who run the session */
const word = (secrets: Secrets, field: string, whose: string) =>
  secrets.word({ field, code: whose } satisfies Secret);

const as = ({ world }: Stage, one: Viewer): Context => contextOf(world, one.actor!);

async function plan(stage: Stage, name: Held['name'], texts: { title: string; description: string }) {
  const { world, cast } = stage;
  const start = world.clock.now().getTime() + 10 * 86_400_000;
  const { code } = await createDialogue(as(stage, cast.moderator), {
    ...texts,
    place: '',
    language: 'vi',
    regulations: [],
    chair: cast.chair.actor!.id,
    moderators: [cast.moderator.actor!.id],
    units: [UNIT],
    agenda: [{ title: 'Hỏi và đáp', minutes: 60 }],
    startsAt: new Date(start),
    endsAt: new Date(start + 7_200_000),
  });
  const held: Held = { name, code, questions: [], people: [], tokens: new Map() };
  await stage.follow(held);
  return held;
}

async function open(stage: Stage, held: Held): Promise<void> {
  await announceDialogue(as(stage, stage.cast.moderator), held.code);
  await stage.world.app.dispatcher.settled();
  await stage.follow(held);
  await openDialogue(as(stage, stage.cast.moderator), held.code, { early: true });
}

/** Registers somebody with a secret in every field; the browser takes part from then on. */
async function register(stage: Stage, held: Held, one: Viewer | string): Promise<string> {
  const { secrets, world } = stage;
  const whose = typeof one === 'string' ? one : one.name;
  const { participant, token } = await registerParticipant(senderContext(world), held.code, {
    by: whose === 'silent' ? `Chị ${word(secrets, 'silent-name', whose)}` : 'Chị Mai',
    name: `Nguyễn ${word(secrets, 'participant-name', whose)}`,
    organisation: `Công ty ${word(secrets, 'participant-organisation', whose)}`,
    email: `${word(secrets, 'participant-email', whose)}@kin.example`,
    language: 'vi',
  });
  secrets.add(participant, { field: 'participant-id', code: whose });
  secrets.add(token.split('.')[1]!, { field: 'participant-token', code: whose });
  held.people.push(participant);
  if (typeof one !== 'string') {
    await one.visitor.get(`/dialogues/${held.code}/take-part/${token}`);
    held.tokens.set(one.name, token);
    await stage.follow(held);
  }
  return participant;
}

let asked = 0;

/** @param field what kind of secret the text is; none: an open question */
async function ask(
  stage: Stage,
  held: Held,
  { participant, whose, field }: { participant: string; whose: string; field?: string },
): Promise<string> {
  const secret = field ? word(stage.secrets, field, whose) : 'lớn';
  const text = `Bao giờ cây ${secret} trên phố tôi được dọn?`;
  const clientId = `client-${++asked}`;
  const call = { clientId, text };
  const { id } = await askQuestion(senderContext(stage.world), held.code, call, participant);
  held.questions.push(id);
  return id;
}

/** A session under way, in which a question has come to every place where words are hidden. */
async function live(stage: Stage): Promise<Held> {
  const { cast, secrets, world } = stage;
  const held = await plan(stage, 'live', { title: 'Buổi đang họp', description: 'Cây xanh.' });
  const { code } = held;
  await open(stage, held);
  const participant = await register(stage, held, cast.asker);
  const muted = await register(stage, held, cast.other);
  const removed = await register(stage, held, 'silent');
  const moderator = as(stage, cast.moderator);
  const whose = cast.asker.name;
  const own = senderContext(world, `${code}:${participant}`);
  const put = (field?: string) => ask(stage, held, { participant, whose, ...(field ? { field } : {}) });
  const mark = (field: string) => word(secrets, field, whose);

  await put('pending-question');
  const public1 = await put();
  await approveQuestion(moderator, code, public1);
  const worded = await put('original-question');
  await editQuestion(moderator, code, worded, { text: 'Ai dọn cây đổ trên phố?' });
  await approveQuestion(moderator, code, worded);
  const shortly = await put('former-question');
  await approveQuestion(moderator, code, shortly);
  await world.app.dispatcher.settled();
  await editQuestion(moderator, code, shortly, { text: 'Ai cắt cành cây trên phố?' });
  const refused = await put('rejected-question');
  const note = `Câu này thuộc buổi khác ${mark('rejection-note')}.`;
  await rejectQuestion(moderator, code, refused, { reason: 'off-topic', note });
  await contestRejection(own, code, refused, {
    reason: `Câu hỏi đúng chủ đề ${mark('objection')}.`,
  });
  const merged = await put('merged-question');
  await mergeQuestion(moderator, code, merged, { into: public1 });
  const back = await put('withdrawn-question');
  await approveQuestion(moderator, code, back);
  await world.app.dispatcher.settled();
  await withdrawQuestion(own, code, back);
  const prepared = await put();
  await approveQuestion(moderator, code, prepared);
  await assignQuestion(moderator, code, prepared, { unit: UNIT });
  const text = `Cây sẽ được dọn trước ngày 12/3/2026 ${mark('prepared-text')}.`;
  await prepareAnswer(as(stage, cast.official), code, prepared, { text });
  await muteParticipant(moderator, code, muted);
  await removeParticipant(moderator, code, removed, { ground: 'disruption' });
  return held;
}

/** A session that is over: what was left open has become items, and the minutes are being written. */
async function ended(stage: Stage): Promise<Held> {
  const { cast, secrets, world } = stage;
  const held = await plan(stage, 'ended', { title: 'Buổi đã họp', description: 'Hè phố.' });
  const { code } = held;
  await open(stage, held);
  const whose = cast.asker.name;
  const participant = await register(stage, held, cast.asker);
  const moderator = as(stage, cast.moderator);
  const reached = await ask(stage, held, { participant, whose });
  await approveQuestion(moderator, code, reached);
  await ask(stage, held, { participant, whose, field: 'unscreened-question' });
  const call = { clientId: 'asked-by-phone', text: 'Bà tôi không dùng mạng, hỏi ở đâu?', by: 'Bà Hoa' };
  held.questions.push((await askForSomeone(moderator, code, call)).id);
  await endDialogue(moderator, code);
  await world.app.dispatcher.settled();
  for (const { _id, item, channel } of await Question.find({ dialogue: code }).lean()) {
    if (!item) throw new Error('the question has become no item');
    const key = dialogueReceiptKey(moderator, _id);
    const secret =
      channel === 'phone' ? { field: 'phone-item-key', code: '' } : { field: 'item-key', code: whose };
    for (const each of [key, key.replaceAll('-', '')]) secrets.add(each, secret);
  }
  const opening = { part: 'opening', text: `Có mặt 120 người ${word(secrets, 'minutes-text', '')}.`, n: 0 };
  await writeMinutes(moderator, code, opening);
  const { version } = (await Minutes.findById(code).lean())!;
  await approveMinutes(as(stage, cast.chair), code, { version });
  const reason = `Thiếu tên người trả lời ${word(secrets, 'minutes-return', '')}.`;
  await returnMinutes(as(stage, cast.chair), code, { reason });
  return held;
}

/** Three sessions with a secret in every private field. */
export async function holdSessions(stage: Stage): Promise<Held[]> {
  const { secrets } = stage;
  const draft = await plan(stage, 'draft', {
    title: `Buổi dự kiến ${word(secrets, 'draft-title', '')}`,
    description: `Sẽ nói về ${word(secrets, 'draft-description', '')}.`,
  });
  const all = [draft, await live(stage), await ended(stage)];
  await stage.world.app.dispatcher.settled();
  return all;
}
