import { Types } from 'mongoose';
import { unitStaff } from '../../accounts/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { findDialogue } from '../session/find.ts';
import type { DialogueDocument } from '../session/model.ts';
import { participantIn } from '../session/policy.ts';
import { VOTING } from '../session/rules/status.ts';
import { findParticipant } from './find.ts';
import { Participant, type ParticipantFields } from './model.ts';
import { nameRefusal } from './rules/display-name.ts';
import type { Registration } from './schemas.ts';
import { participantToken } from './token.ts';

export interface Registered {
  participant: string;
  token: string;
}

/** @throws Conflict when the session takes no questions */
export function checkOpen(it: DialogueDocument): void {
  if (!VOTING.includes(it.status)) throw new Conflict('dialogues.errors.not-open');
}

/** @throws Forbidden for those who are not registered for this session, or may not ask any more */
export function checkAsker(it: ParticipantFields | null): asserts it is ParticipantFields {
  if (!it) throw new Forbidden('dialogues.errors.register-first');
  if (it.removed) throw new Forbidden('dialogues.errors.removed');
  if (it.muted) throw new Forbidden('dialogues.errors.muted');
}

/** @throws Invalid for a name under which others would take somebody for one who runs the session, or answers in it */
async function checkName({ now }: Context, it: DialogueDocument, by: string): Promise<void> {
  const { heads, officials } = await unitStaff(now);
  const answering = it.units.flatMap((unit) => [...heads(unit), ...officials(unit)]);
  const names = [it.chair, ...it.moderators, ...answering].map(({ name }) => name);
  const refusal = nameRefusal(by, names);
  if (refusal) throw new Invalid({ by: { text: `dialogues.errors.name-${refusal}` } });
}

/**
 * Somebody takes part: may ask and vote in this session. A browser that takes part already only changes what it has
 * given: a second participant of the same person would vote twice, and be rid of every measure.
 * @throws Forbidden for those muted or removed, Invalid for a name that misleads
 */
export async function registerParticipant(
  context: Context,
  code: string,
  input: Registration,
): Promise<Registered> {
  const dialogue = await findDialogue(context, code);
  // Staff take part in other ways, and one vote each is not for those who count them.
  allow(!isStaff(context.actor));
  checkOpen(dialogue);
  await checkName(context, dialogue, input.by);
  const held = participantIn(context.actor, code);
  if (held && (await Participant.exists({ _id: held, dialogue: code })))
    return changeRegistration(context, { code, participant: held }, input);
  const { by, name = '', organisation = '', email = '', language } = input;
  const it = new Participant({
    ...{ by, name, organisation, email, language },
    _id: new Types.ObjectId().toHexString(),
    dialogue: code,
    registeredAt: context.now,
  });
  await commit(context, it, { name: 'participant.registered', code, details: {} });
  return { participant: it._id, token: participantToken(context.site, code, it._id) };
}

/** What is not given stays as it was. Questions asked before keep the name they were asked under. */
function changeRegistration(
  context: Context,
  { code, participant }: { code: string; participant: string },
  { by, name, organisation, email, language }: Registration,
): Promise<Registered> {
  return retrying(async () => {
    const it = await findParticipant(code, participant);
    checkAsker(it);
    it.set({
      by,
      language,
      ...(name && { name }),
      ...(organisation && { organisation }),
      ...(email && { email }),
    });
    if (it.isModified()) await commit(context, it, { name: 'participant.changed', code });
    return { participant, token: participantToken(context.site, code, participant) };
  });
}
