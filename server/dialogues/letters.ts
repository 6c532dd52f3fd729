import { staffOf } from '../accounts/index.ts';
import type { Context, Language } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import type { Entry, Reaction } from '../platform/journal/index.ts';
import { greetingName } from '../platform/mail/greeting.ts';
import { hashSecret } from '../platform/secrets.ts';
import { Participant, type ParticipantFields } from './participants/model.ts';
import { participantToken } from './participants/token.ts';
import { isPublic, mergedInto, Question, type QuestionFields } from './questions/model.ts';
import type { QuestionEntry } from './questions/rules.ts';
import { Dialogue, type DialogueFields } from './session/model.ts';
import { namedUnit } from './session/names.ts';
import { CHAIRS } from './session/policy.ts';
import { heldAt } from './session/rules/opening.ts';
import type { DialogueEntry } from './session/rules/status.ts';

export interface Reader {
  id: string;
  email: string;
  language: Language;
}

/** Chair and moderators of a session, as far as they still may be that. */
export async function stewards(it: DialogueFields): Promise<Reader[]> {
  const moderators = await staffOf({ role: 'moderator' });
  const named = new Set(it.moderators.map(({ id }) => id));
  const chairs = (await Promise.all(CHAIRS.map((role) => staffOf({ role })))).flat();
  return unique([
    ...chairs.filter(({ id }) => id === it.chair.id),
    ...moderators.filter(({ id }) => named.has(id)),
  ]);
}

/** Those who run it, and the heads of the units that are to answer. */
async function hosts(it: DialogueFields): Promise<Reader[]> {
  const heads = await Promise.all(it.units.map((unit) => staffOf({ role: 'head', unit })));
  return unique([...(await stewards(it)), ...heads.flat()]);
}

export function unique(readers: Reader[]): Reader[] {
  return [...new Map(readers.map((each) => [each.id, each])).values()];
}

export function about(it: DialogueFields): Record<string, unknown> {
  const { code, title, language, place, endedAt } = it;
  const { startsAt, endsAt, announcedFor } = heldAt(it);
  return {
    ...{ code, title, startsAt, endsAt, announcedFor, place, endedAt },
    titleLanguage: language,
    chair: it.chair.name,
    units: it.units.flatMap((slug) => namedUnit(slug)?.name ?? []),
    reason: it.cancelledFor,
    cancelled: it.status === 'cancelled',
    href: `/dialogues/${code}`,
  };
}

export interface Send {
  tools: Tools;
  context: Context;
  entry: Entry;
}

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
      href: `/dialogues/${it.code}/take-part/${participantToken(it.code, to._id)}`,
      ...letter.model,
    },
  });
}

async function tellParticipants(send: Send, it: DialogueFields, view: string): Promise<void> {
  // Whoever has registered since has seen that it is open.
  const since = view.startsWith('opened-early') && { registeredAt: { $lt: send.entry.at } };
  const rows = Participant.find({ dialogue: it.code, email: { $ne: '' }, ...since }, { pending: 0 })
    .lean<ParticipantFields[]>()
    .cursor();
  const model = before(send.entry, it);
  for await (const row of rows)
    await tellOne(send, [it, row as unknown as ParticipantFields], { view, model });
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

const OF_QUESTION: Partial<Record<QuestionEntry, (entry: Entry) => string | undefined>> = {
  'question.rejected': () => 'rejected',
  'question.rejection-upheld': () => 'upheld',
  'question.approved': ({ details }) => (details['afterRejection'] ? 'approved-after-all' : undefined),
  'question.answered': ({ details }) => (details['way'] === 'written' ? 'answered' : undefined),
  'question.promised': () => 'promised',
  // As far as a letter has told of what is taken back.
  'question.answer-taken-back': ({ details }) => (details['way'] === 'written' ? 'taken-back' : undefined),
  'question.promise-taken-back': () => 'taken-back',
  'question.merged': () => 'merged',
  'question.separated': () => 'separated',
};

/** Told to everybody who is registered. */
const FOR_ALL = ['moved', 'opened-early', 'opening-undone', 'cancelled'];

/** It has been opened, or closed again, since. */
function isUndone(view: string, { openedAt }: DialogueFields): boolean {
  return (view === 'opened-early' && !openedAt) || (view === 'opening-undone' && !!openedAt);
}

async function sessionLetters(send: Send): Promise<void> {
  const view = OF_SESSION[send.entry.name as DialogueEntry]!(send.entry);
  const it = view && (await Dialogue.findById(send.entry.subject.id).lean<DialogueFields>());
  if (!it || it.status === 'draft' || isUndone(view, it)) return;
  await tellHosts(send, it, view);
  if (FOR_ALL.includes(view)) await tellParticipants(send, it, `${view}-for-participant`);
}

/** Outcomes that those share whose questions were merged into this one. */
const SHARED = ['answered', 'promised', 'taken-back'];

/** Words of the question into which another was merged, as far as everybody may read them. */
async function commonText({ into }: QuestionFields): Promise<string | undefined> {
  const target = into && (await Question.findById(into).lean<QuestionFields>());
  return target && isPublic(target) ? target.publicText : undefined;
}

async function tellAsker(
  send: Send,
  it: DialogueFields,
  [question, about]: [QuestionFields, QuestionLetter],
) {
  const to =
    question.participant && (await Participant.findById(question.participant).lean<ParticipantFields>());
  if (!to) return;
  await tellOne(send, [it, to], {
    view: about.view,
    model: {
      text: question.originalText,
      common: await commonText(question),
      ...about.model,
    },
  });
}

interface QuestionLetter {
  view: string;
  model: Record<string, unknown>;
}

async function questionLetters(send: Send): Promise<void> {
  const view = OF_QUESTION[send.entry.name as QuestionEntry]!(send.entry);
  if (!view) return;
  const question = await Question.findById(send.entry.subject.id).lean<QuestionFields>();
  const it = question && (await Dialogue.findOne({ code: question.dialogue }).lean<DialogueFields>());
  if (!it) return;
  const model = {
    reason: question.rejection?.reason ?? send.entry.details['reason'],
    note: question.rejection?.note ?? send.entry.personal['note'],
    answer: question.answer?.text,
    unit: namedUnit(question.unit)?.name,
  };
  const joined = SHARED.includes(view) ? await mergedInto(question._id) : [];
  for (const each of [question, ...joined]) await tellAsker(send, it, [each, { view, model }]);
}

async function registrationLetter(send: Send): Promise<void> {
  const to = await Participant.findById(send.entry.subject.id).lean<ParticipantFields>();
  const it = to && (await Dialogue.findOne({ code: to.dialogue }).lean<DialogueFields>());
  // One letter for each address: whoever types in that of somebody else again and again fills no mailbox.
  const id = `${it?.code}:registered:${hashSecret(to?.email ?? '')}`;
  if (it) await tellOne(send, [it, to], { view: 'registered', id, first: true });
}

const REGISTRATIONS = ['participant.registered', 'participant.changed'];

/** Letters about sessions and about one's own questions. */
export function lettersReaction(tools: Tools): Reaction {
  return {
    name: 'dialogues.letters',
    to: [...Object.keys(OF_SESSION), ...Object.keys(OF_QUESTION), ...REGISTRATIONS],
    run(entry, context) {
      const send = { tools, context, entry };
      if (entry.name in OF_SESSION) return sessionLetters(send);
      return entry.name in OF_QUESTION ? questionLetters(send) : registrationLetter(send);
    },
  };
}
