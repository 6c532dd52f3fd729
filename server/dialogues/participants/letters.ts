import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { greetingName } from '../../platform/mail/greeting.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { about, type Send } from '../session/letter-parts.ts';
import { type DialogueFields, sessionRow } from '../session/read.ts';
import { type ParticipantFields, participantRow } from './find.ts';
import { participantToken } from './token.ts';

/** To one who takes part and gave an address. The link makes the reading browser take part too. */
export async function tellOne(
  { tools, context, entry }: Send,
  [it, to]: [DialogueFields, ParticipantFields],
  letter: { view: string; model?: Record<string, unknown>; id?: string; first?: boolean },
): Promise<void> {
  if (!to.email) return;
  await tools.sendLetter(context, {
    id: letter.id ?? `${entry._id}:participant:${to._id}`,
    to: to.email,
    language: to.language,
    view: `dialogues/letters/${letter.view}`,
    about: it.code,
    first: letter.first,
    model: {
      ...about(it),
      // The first letter goes to an address that anybody may have typed in.
      by: letter.first ? undefined : greetingName(to.by),
      href: `/dialogues/${it.code}/take-part/${participantToken(context.site, it.code, to._id)}`,
      ...letter.model,
    },
  });
}

async function registrationLetter(send: Send): Promise<void> {
  const to = await participantRow(send.entry.subject.id);
  const it = to && (await sessionRow(to.dialogue));
  // One letter for each address: whoever types in that of somebody else again and again fills no mailbox.
  const id = `${it?.code}:registered:${hashSecret(to?.email ?? '')}`;
  if (it) await tellOne(send, [it, to], { view: 'registered', id, first: true });
}

const REGISTRATIONS = ['participant.registered', 'participant.changed'];

/** The first letter, with the link by which one takes part. */
export function registrationLettersReaction(tools: Tools): Reaction {
  return {
    name: 'dialogues.registration-letters',
    to: REGISTRATIONS,
    run: (entry, context) => registrationLetter({ tools, context, entry }),
  };
}
