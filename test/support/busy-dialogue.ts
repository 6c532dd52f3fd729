import { approveQuestion, askQuestion, openDialogue } from '../../server/dialogues/index.ts';
import { Participant } from '../../server/dialogues/participants/model.ts';
import { participantToken } from '../../server/dialogues/participants/token.ts';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import type { Context, Site } from '../../server/platform/context.ts';

export const BUSY = 'DT-2026-0001';

/** Somebody who may do everything in a session, now. */
export function busyContext(site: Site): Context {
  return {
    site,
    actor: {
      kind: 'staff',
      id: 'busy',
      name: 'Busy',
      email: 'busy@city.example',
      roles: ['coordinator'],
      units: [],
    },
    now: new Date(),
    language: 'vi',
    requestId: 'busy',
  };
}

const participantOf = (at: number) => at.toString(16).padStart(24, '0');

/** A session in full swing: opened, with so many participants and approved questions. For load, not for pages. */
export async function prepareBusyDialogue(site: Site, people: number, questions: number): Promise<void> {
  const now = new Date();
  const context = busyContext(site);
  await new Dialogue({
    code: BUSY,
    title: 'Đối thoại về thủ tục đất đai',
    language: 'vi',
    chair: { id: 'busy', name: 'Busy' },
    startsAt: now,
    endsAt: new Date(now.getTime() + 3_600_000),
    status: 'announced',
    createdAt: now,
    createdBy: 'busy',
  }).save();
  await openDialogue(context, BUSY, { early: true });
  await Participant.insertMany(
    Array.from({ length: people }, (_, at) => ({
      _id: participantOf(at),
      dialogue: BUSY,
      by: `Người thứ ${at}`,
      language: 'vi',
      registeredAt: now,
    })),
  );
  for (let at = 0; at < questions; at++) {
    const asked = { clientId: `question-${at}`, text: `Câu hỏi số ${at}: bao giờ mở rộng con đường này?` };
    const { id } = await askQuestion(context, BUSY, asked, participantOf(at));
    await approveQuestion(context, BUSY, id);
  }
}

export function busyTokens(site: Site, people: number): string[] {
  return Array.from({ length: people }, (_, at) => participantToken(site, BUSY, participantOf(at)));
}

export async function busyExists(): Promise<boolean> {
  return (await Dialogue.exists({ code: BUSY })) !== null;
}
