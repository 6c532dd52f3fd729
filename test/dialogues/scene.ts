import {
  announceDialogue,
  askQuestion,
  createDialogue,
  endDialogue,
  openDialogue,
  registerParticipant,
} from '../../server/dialogues/index.ts';
import type { Registration } from '../../server/dialogues/participants/schemas.ts';
import { Question } from '../../server/dialogues/questions/model.ts';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import type { DialogueInput } from '../../server/dialogues/session/schemas.ts';
import type { Context } from '../../server/platform/context.ts';
import { Refusal } from '../../server/platform/errors.ts';
import { type Colleague, colleague, contextOf, senderContext } from '../support/people.ts';
import { refusal as refusalOf } from '../support/refusal.ts';
import type { World } from '../support/world.ts';

export const PANEL_UNIT = 'dept-construction';
export const OTHER_UNIT = 'dept-health';
export const REGULATION = 'tree-felling-permit';

export interface Scene {
  world: World;
  chair: Colleague;
  moderator: Colleague;
  /** A moderator who is not named for any session. */
  outsider: Colleague;
  coordinator: Colleague;
  official: Colleague;
  head: Colleague;
  otherOfficial: Colleague;
  stranger(): Context;
  input(more?: Partial<DialogueInput>): DialogueInput;
  /** A session in a state, through the real actions. */
  session(status?: 'draft' | 'announced' | 'live' | 'ended', more?: Partial<DialogueInput>): Promise<string>;
  participant(code: string, more?: Partial<Registration>): Promise<Participant>;
}

export interface Participant {
  id: string;
  token: string;
  context(): Context;
  /** @returns the id of the question */
  ask(text?: string, clientId?: string): Promise<string>;
}

let count = 0;

export async function scene(world: World): Promise<Scene> {
  const chair = await colleague(world, 'leader', { name: 'Trần Chủ Tọa' });
  const moderator = await colleague(world, 'moderator', { name: 'Lê Điều Phối' });
  const outsider = await colleague(world, 'moderator');
  const coordinator = await colleague(world, 'coordinator');
  const official = await colleague(world, 'official', { units: [PANEL_UNIT] });
  const head = await colleague(world, 'head', { units: [PANEL_UNIT] });
  const otherOfficial = await colleague(world, 'official', { units: [OTHER_UNIT] });
  const inDays = (days: number, hours = 0) =>
    new Date(world.clock.now().getTime() + (days * 24 + hours) * 3_600_000);
  const input = (more: Partial<DialogueInput> = {}): DialogueInput => ({
    title: 'Cây xanh đô thị và an toàn mùa mưa bão',
    description: 'Chặt hạ, cắt tỉa cây xanh trên hè phố và trong khu dân cư.',
    place: 'Hội trường 12 Võ Chí Công',
    language: 'vi',
    regulations: [REGULATION],
    chair: chair.actor.id,
    moderators: [moderator.actor.id],
    units: [PANEL_UNIT],
    agenda: [
      { title: 'Khai mạc', minutes: 15 },
      { title: 'Hỏi và đáp', minutes: 90 },
    ],
    startsAt: inDays(10),
    endsAt: inDays(10, 2),
    ...more,
  });
  return {
    ...{ world, chair, moderator, outsider, coordinator, official, head, otherOfficial, input },
    stranger: () => senderContext(world),
    async session(status = 'live', more = {}) {
      const { code } = await createDialogue(moderator.context(), input(more));
      if (status === 'draft') return code;
      await announceDialogue(moderator.context(), code);
      if (status === 'announced') return code;
      await openDialogue(moderator.context(), code, { early: true });
      if (status === 'ended') await endDialogue(moderator.context(), code);
      return code;
    },
    async participant(code, more = {}) {
      const number = ++count;
      const asked = { by: `Người dân ${number}`, language: 'vi' as const, ...more };
      const { participant: id, token } = await registerParticipant(senderContext(world), code, asked);
      const context = () => contextOf(world, { kind: 'visitor', holds: [`${code}:${id}`] });
      return {
        ...{ id, token, context },
        async ask(text = 'Bao giờ cây đổ trên phố tôi được dọn?', clientId = `client-${++count}`) {
          return (await askQuestion(context(), code, { clientId, text }, id)).id;
        },
      };
    },
  };
}

/** What a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const error = await refusalOf(call);
  if (error instanceof Refusal) return error;
  throw error;
}

/** Kind of the refusal and the key of its text. */
export async function refused(call: Promise<unknown>): Promise<string> {
  const { kind, text } = await refusal(call);
  return `${kind} ${text}`;
}

export const dialogueNow = async (code: string) => (await Dialogue.findOne({ code }).lean())!;
export const questionNow = async (id: string) => (await Question.findById(id).lean())!;
