import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { Minutes } from '../minutes/model.ts';
import { changeDialogue, type DialogueVerb } from '../session/find.ts';
import { chosenHosts, type Hosts, hostsMark } from '../session/hosts.ts';
import type { DialogueFields } from '../session/model.ts';
import { canPlan } from '../session/policy.ts';
import type { HostsInput } from '../session/schemas.ts';

/** Who has come in, so that they can be told. */
function newcomers(before: Hosts, now: Hosts) {
  const known = new Set([before.chair.id, ...before.moderators.map(({ id }) => id)]);
  return {
    people: [now.chair, ...now.moderators].map(({ id }) => id).filter((id) => !known.has(id)),
    units: now.units.filter((slug) => !before.units.includes(slug)),
  };
}

/** @throws Invalid when the new chair would approve minutes of his own writing */
async function checkFourEyes(code: string, before: Hosts, { chair }: Hosts): Promise<void> {
  if (chair.id === before.chair.id) return;
  if (await Minutes.exists({ _id: code, 'parts.by': chair.id }))
    throw new Invalid({ chair: { text: 'dialogues.errors.chair-wrote' } });
}

export const CHANGE_HOSTS: DialogueVerb = { entry: 'dialogue.hosts-changed', may: canPlan };

/**
 * Somebody falls ill or leaves while the session is open, or before its minutes are published.
 * @throws Conflict when someone else has changed it since the form was shown
 */
export function changeHosts(context: Context, code: string, { mark, ...input }: HostsInput): Promise<void> {
  return changeDialogue(context, code, CHANGE_HOSTS, async (it) => {
    const before = it.toObject<DialogueFields>();
    if (mark !== hostsMark(before)) throw new Conflict();
    const { hosts, faults } = await chosenHosts(context, input, before);
    if (Object.keys(faults).length > 0) throw new Invalid(faults);
    await checkFourEyes(code, before, hosts);
    if (mark === hostsMark(hosts)) return undefined;
    it.set(hosts);
    return { details: { joined: newcomers(before, hosts), chairBefore: before.chair.id } };
  });
}
