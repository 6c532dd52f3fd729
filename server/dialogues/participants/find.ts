import { NotFound } from '../../platform/errors.ts';
import { Participant, type ParticipantDocument, type ParticipantFields } from './model.ts';

export type { ParticipantFields };

/** @throws NotFound when nobody by that id takes part in the session */
export async function findParticipant(code: string, id: string): Promise<ParticipantDocument> {
  const it = await Participant.findOne({ _id: id, dialogue: code });
  if (!it) throw new NotFound();
  return it;
}

/** For what follows by itself, and for whoever holds the id. @param code of the session; absent: of any */
export function participantRow(
  id: string | null | undefined,
  code?: string,
): Promise<ParticipantFields | null> {
  if (!id) return Promise.resolve(null);
  return Participant.findOne({ _id: id, ...(code && { dialogue: code }) })
    .lean<ParticipantFields>()
    .exec();
}

/** Those with an address, one after the other. @param before registered earlier than this */
export function participantsToTell(code: string, before?: Date): AsyncIterable<ParticipantFields> {
  const since = before && { registeredAt: { $lt: before } };
  return Participant.find({ dialogue: code, email: { $ne: '' }, ...since }, { pending: 0 })
    .lean<ParticipantFields>()
    .cursor() as unknown as AsyncIterable<ParticipantFields>;
}
