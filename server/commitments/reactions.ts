import { staffOf } from '../accounts/index.ts';
import { type ItemWithAnswers, itemWithAnswersById, senderAddress } from '../feedback/index.ts';
import type { Context, Language } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import type { Entry, Reaction } from '../platform/journal/index.ts';
import { unitOf } from '../units/index.ts';
import {
  type Corrected,
  correctCommitment,
  makeCommitment,
  type PromiseMade,
  repeatCommitment,
} from './actions.ts';
import { followCorrection } from './correction.ts';
import { erasureReaction } from './erasure.ts';
import { type CommitmentFields, commitmentRow, openAt } from './queries.ts';
import type { AnswerVersion, CommitmentEntry } from './rules.ts';

interface PromiseOfAnswer {
  text: string;
  actor: string;
  dueAt: Date;
  unit: string | null;
}

type Answer = NonNullable<ItemWithAnswers['answer']>;

function promiseOf(entry: Entry, item: ItemWithAnswers, promise: PromiseOfAnswer, at: number): PromiseMade {
  const answer = item.answer ?? item.reopening?.first.answer;
  const { text, actor, dueAt, unit } = promise;
  return {
    id: `${entry._id}.${at}`,
    source: item.code,
    version: versionOf(entry, item),
    unit: unit ?? (entry.details['unit'] as string),
    owner: answer?.by ?? null,
    text,
    actor,
    madeAt: entry.at,
    dueAt: new Date(dueAt),
  };
}

function promisesOf(entry: Entry, item: ItemWithAnswers): PromiseMade[] {
  const promises = (entry.details['promises'] ?? []) as PromiseOfAnswer[];
  return promises.map((promise, at) => promiseOf(entry, item, promise, at));
}

function versionOf({ at }: Entry, { reopening }: ItemWithAnswers): AnswerVersion {
  if (reopening?.lookFrom && at >= reopening.lookFrom) return 3;
  return reopening && at >= reopening.at ? 2 : 1;
}

/** The last correction decides: of an earlier one, or of the answer before it, nothing is done any more. */
function isSuperseded(entry: Entry, answer: Answer | null | undefined): boolean {
  return !!answer && answer.savedAt > entry.at;
}

/** Promises of an answer that is sent go into the register; what a second answer promises again stands there already. */
const makeReaction: Reaction = {
  name: 'commitments.make',
  to: ['feedback.answered'],
  async run(entry, context) {
    const item = await itemWithAnswersById(entry.subject.id);
    if (!item) return;
    if (item.earlierAnswers?.length && isSuperseded(entry, item.answer)) return;
    const promised = promisesOf(entry, item);
    if (promised.length === 0) return;
    const second = versionOf(entry, item) === 2;
    const standing = second ? notMadeBy(promised, await openAt(item.code, entry.at)) : [];
    const { same, changed, added } = followCorrection(standing, promised, { byDate: false });
    for (const { standing: it, promise } of [...same, ...changed])
      await repeatCommitment(context, it.id, { ...promise, at: entry.at });
    for (const promise of added) await makeCommitment(context, promise);
  },
};

/** Without those made from this very entry before: the reaction runs a second time. */
function notMadeBy<S extends { id: string }>(promised: readonly PromiseMade[], standing: S[]): S[] {
  return standing.filter(({ id }) => !promised.some((each) => each.id === id));
}

/** A corrected answer corrects the register: dates and words follow, what is no longer promised is shown as withdrawn. */
const followReaction: Reaction = {
  name: 'commitments.follow',
  to: ['feedback.answer-corrected'],
  async run(entry, context) {
    const item = await itemWithAnswersById(entry.subject.id);
    if (item?.status !== 'answered' || isSuperseded(entry, item.answer)) return;
    const promised = promisesOf(entry, item);
    // What the first answer alone has promised is not taken back by correcting the second.
    const standing = (await openAt(item.code, entry.at)).filter(({ versions }) =>
      versions.includes(versionOf(entry, item)),
    );
    const known = new Set(standing.map(({ id }) => id));
    const { changed, gone, added } = followCorrection(
      notMadeBy(promised, standing),
      promised.filter(({ id }) => !known.has(id)),
    );
    const reason = (entry.personal['note'] as string | undefined) ?? null;
    const correct = (id: string, to: Corrected) =>
      correctCommitment(context, id, { to, at: entry.at, reason });
    for (const { standing: it, promise } of changed) {
      const { dueAt, text, actor } = promise;
      await correct(it.id, { dueAt, text, actor });
    }
    for (const { id } of gone) await correct(id, 'gone');
    for (const promise of added) await makeCommitment(context, promise);
  },
};

type Reader = { id: string; email: string; language: Language };
type Audience = (it: CommitmentFields) => Promise<Reader[]>;

const heads: Audience = ({ unit }) => staffOf({ role: 'head', unit });

/** Whoever has promised; the heads when that person has left the unit. */
const owner: Audience = async (it) => {
  const chiefs = await heads(it);
  const people = [...(await staffOf({ role: 'official', unit: it.unit })), ...chiefs];
  const one = people.find((person) => person.id === it.owner);
  return one ? [one] : chiefs;
};

/** The heads who are not the owner: they have that letter already. */
const chiefs: Audience = async (it) => {
  const told = new Set((await owner(it)).map(({ id }) => id));
  return (await heads(it)).filter(({ id }) => !told.has(id));
};

const sender: Audience = async ({ source }) => {
  const address = await senderAddress(source);
  return address ? [{ id: 'sender', ...address }] : [];
};

/** Who hears what by letter. The view is `commitments/letters/<what>-for-<whom>`. */
const LETTERS: { to: CommitmentEntry; whom: string; audience: Audience }[] = [
  { to: 'commitment.reminded', whom: 'owner', audience: owner },
  { to: 'commitment.late', whom: 'owner', audience: owner },
  { to: 'commitment.late', whom: 'head', audience: chiefs },
  { to: 'commitment.broken', whom: 'owner', audience: owner },
  { to: 'commitment.broken', whom: 'head', audience: chiefs },
  { to: 'commitment.new-date-asked', whom: 'head', audience: heads },
  { to: 'commitment.new-date-declined', whom: 'owner', audience: owner },
  { to: 'commitment.moved', whom: 'sender', audience: sender },
  // The sender has the corrected answer by letter already.
  { to: 'commitment.corrected', whom: 'owner', audience: owner },
  { to: 'commitment.withdrawn', whom: 'owner', audience: owner },
  { to: 'commitment.kept', whom: 'sender', audience: sender },
  { to: 'commitment.reported', whom: 'head', audience: heads },
  { to: 'commitment.report-declined', whom: 'owner', audience: owner },
  { to: 'commitment.objected', whom: 'head', audience: heads },
  { to: 'commitment.objection-answered', whom: 'sender', audience: sender },
  { to: 'commitment.taken-back', whom: 'sender', audience: sender },
  { to: 'commitment.taken-back', whom: 'owner', audience: owner },
];

function letterModel(
  { site }: Context,
  it: CommitmentFields,
  { entry, whom }: { entry: Entry; whom: string },
): Record<string, unknown> {
  const { details } = entry;
  return {
    code: it.code,
    source: it.source,
    text: it.text,
    unit: unitOf(it.unit)?.name,
    dueAt: details['dueAt'],
    dueBefore: details['dueBefore'],
    reason: details['reason'] ?? entry.personal['reason'] ?? it.request?.reason,
    reply: details['reply'],
    evidence: it.evidence ?? it.report?.evidence,
    href:
      whom === 'sender'
        ? `/feedback/${it.source}/open/${site.tokens.derived('receipt', it.source)}`
        : `/commitments/${it.code}`,
  };
}

function lettersReaction(tools: Tools): Reaction {
  return {
    name: 'commitments.letters',
    to: [...new Set(LETTERS.map((letter) => letter.to))],
    async run(entry, context: Context) {
      const it = await commitmentRow(entry.subject.id);
      if (!it) return;
      const what = entry.name.slice('commitment.'.length);
      for (const { whom, audience } of LETTERS.filter((letter) => letter.to === entry.name))
        for (const reader of await audience(it))
          await tools.sendLetter(context, {
            id: `${entry._id}:${whom}:${reader.id}`,
            to: reader.email,
            language: reader.language,
            view: `commitments/letters/${what}-for-${whom}`,
            about: it.code,
            model: letterModel(context, it, { entry, whom }),
          });
    },
  };
}

export function commitmentReactions(tools: Tools): Reaction[] {
  return [makeReaction, followReaction, lettersReaction(tools), erasureReaction];
}
