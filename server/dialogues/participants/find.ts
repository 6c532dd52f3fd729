import { NotFound } from '../../platform/errors.ts';
import { Participant, type ParticipantDocument } from './model.ts';

/** @throws NotFound when nobody by that id takes part in the session */
export async function findParticipant(code: string, id: string): Promise<ParticipantDocument> {
  const it = await Participant.findOne({ _id: id, dialogue: code });
  if (!it) throw new NotFound();
  return it;
}
