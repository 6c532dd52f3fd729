import type { Visit } from '../../platform/web/route.ts';
import { hasOwnVoice } from '../item/policy.ts';
import { hasVoice } from './actions.ts';
import { knownPerson } from './person.ts';

export interface VoicePart {
  /** This browser has said so. */
  given: boolean;
  /** It can say so now; what it has said can always be taken back. */
  may: boolean;
}

/** What the page of an item says to whoever reads it; undefined: it does not ask. */
export async function voicePart(
  { context, cookies }: Pick<Visit, 'context' | 'cookies'>,
  { code, closedAt, subject }: { code: string; closedAt: Date | null; subject?: string },
): Promise<VoicePart | undefined> {
  // Only what everybody may read has a subject here.
  if (!subject || !hasOwnVoice(context.actor, { code })) return undefined;
  const given = await hasVoice(code, knownPerson(cookies));
  return { given, may: !closedAt };
}
