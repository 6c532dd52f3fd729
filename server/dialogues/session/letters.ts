import { staffOf } from '../../accounts/index.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Entry, Reaction } from '../../platform/journal/index.ts';
import { participantsToTell } from '../participants/find.ts';
import { tellOne } from '../participants/letters.ts';
import { about, hosts, type Reader, type Send, stewards, unique } from './letter-parts.ts';
import { type DialogueFields, sessionRow } from './read.ts';
import type { DialogueEntry } from './rules/status.ts';

/** Where and when it was to be, as far as that is no longer so. */
function before({ name, details }: Entry, it: DialogueFields): Record<string, unknown> {
  if (name !== 'dialogue.edited') return {};
  const { startedBefore, placeBefore = '' } = details as { startedBefore: Date; placeBefore?: string };
  const at = new Date(startedBefore);
  return {
    ...(+at === +it.startsAt ? {} : { startedBefore: at }),
    ...(placeBefore === it.place ? {} : { placeBefore }),
  };
}

/** Those who came in, with the heads of the units that did. */
async function newcomers({ details }: Entry, it: DialogueFields): Promise<Reader[]> {
  const { people, units } = details['joined'] as { people: string[]; units: string[] };
  const heads = await Promise.all(units.map((unit) => staffOf({ role: 'head', unit })));
  return unique([...(await stewards(it)).filter(({ id }) => people.includes(id)), ...heads.flat()]);
}

function hostsTold(entry: Entry, it: DialogueFields, view: string): Promise<Reader[]> {
  if (view === 'joined') return newcomers(entry, it);
  return view === 'overdue' ? stewards(it) : hosts(it);
}

async function tellHosts({ tools, context, entry }: Send, it: DialogueFields, view: string): Promise<void> {
  for (const reader of await hostsTold(entry, it, view))
    await tools.sendLetter(context, {
      id: `${entry._id}:host:${reader.id}`,
      to: reader.email,
      language: reader.language,
      view: `dialogues/letters/${view}-for-host`,
      about: it.code,
      model: { ...about(it), ...before(entry, it) },
    });
}

async function tellParticipants(send: Send, it: DialogueFields, view: string): Promise<void> {
  // Whoever has registered since has seen that it is open.
  const registered = view.startsWith('opened-early') ? send.entry.at : undefined;
  const model = before(send.entry, it);
  for await (const to of participantsToTell(it.code, registered))
    await tellOne(send, [it, to], { view, model });
}

/** What letters go out when something happens to a session; undefined: none. */
const OF_SESSION: Partial<Record<DialogueEntry, (entry: Entry) => string | undefined>> = {
  'dialogue.announced': () => 'announced',
  // Only what people have to know: when and where.
  'dialogue.edited': ({ details }) => (details['moved'] ? 'moved' : undefined),
  // At its hour people are there.
  'dialogue.opened': ({ details }) => (details['early'] ? 'opened-early' : undefined),
  'dialogue.opening-taken-back': ({ details }) => (details['early'] ? 'opening-undone' : undefined),
  'dialogue.hosts-changed': () => 'joined',
  'dialogue.cancelled': ({ details }) => (details['announced'] ? 'cancelled' : undefined),
  'dialogue.overdue': () => 'overdue',
};

/** Told to everybody who is registered. */
const FOR_ALL = ['moved', 'opened-early', 'opening-undone', 'cancelled'];

/** It has been opened, or closed again, since. */
function isUndone(view: string, { openedAt }: DialogueFields): boolean {
  return (view === 'opened-early' && !openedAt) || (view === 'opening-undone' && !!openedAt);
}

async function sessionLetters(send: Send): Promise<void> {
  const view = OF_SESSION[send.entry.name as DialogueEntry]!(send.entry);
  const it = view && (await sessionRow(send.entry.subject.code!));
  if (!it || it.status === 'draft' || isUndone(view, it)) return;
  await tellHosts(send, it, view);
  if (FOR_ALL.includes(view)) await tellParticipants(send, it, `${view}-for-participant`);
}

/** When and where a session takes place, and who runs it. */
export function sessionLettersReaction(tools: Tools): Reaction {
  return {
    name: 'dialogues.session-letters',
    to: Object.keys(OF_SESSION),
    run: (entry, context) => sessionLetters({ tools, context, entry }),
  };
}
