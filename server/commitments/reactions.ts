import { staffOf } from '../accounts/index.ts';
import { Feedback, type FeedbackFields } from '../feedback/index.ts';
import type { Context, Language } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import type { Entry, Reaction } from '../platform/journal/index.ts';
import { derivedToken } from '../platform/secrets.ts';
import { unitOf } from '../units/index.ts';
import { makeCommitment } from './actions.ts';
import { Commitment, type CommitmentFields } from './model.ts';
import type { CommitmentEntry } from './rules.ts';

interface PromiseOfAnswer {
  text: string;
  actor: string;
  dueAt: Date;
  unit: string | null;
}

/** Promises of an answer that is sent go into the register. */
const makeReaction: Reaction = {
  name: 'commitments.make',
  to: ['feedback.answered'],
  async run(entry, context) {
    const promises = (entry.details['promises'] ?? []) as PromiseOfAnswer[];
    if (promises.length === 0) return;
    const item = await Feedback.findById(entry.subject.id).lean<FeedbackFields>();
    if (!item) return;
    const answer = item.answer ?? item.reopening?.first.answer;
    for (const [at, { text, actor, dueAt, unit }] of promises.entries())
      await makeCommitment(context, {
        id: `${entry._id}.${at}`,
        source: item.code,
        unit: unit ?? (entry.details['unit'] as string),
        owner: answer?.by ?? null,
        text,
        actor,
        madeAt: entry.at,
        dueAt: new Date(dueAt),
      });
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
  const item = await Feedback.findOne({ code: source }, { sender: 1, language: 1 }).lean<FeedbackFields>();
  return item?.sender.email ? [{ id: 'sender', email: item.sender.email, language: item.language }] : [];
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
  { to: 'commitment.kept', whom: 'sender', audience: sender },
];

function letterModel(it: CommitmentFields, entry: Entry, whom: string): Record<string, unknown> {
  const { details } = entry;
  return {
    code: it.code,
    source: it.source,
    text: it.text,
    unit: unitOf(it.unit)?.name,
    dueAt: details['dueAt'],
    dueBefore: details['dueBefore'],
    reason: details['reason'] ?? it.request?.reason,
    evidence: it.evidence,
    href:
      whom === 'sender'
        ? `/feedback/${it.source}/open/${derivedToken('receipt', it.source)}`
        : `/commitments/${it.code}`,
  };
}

function lettersReaction(tools: Tools): Reaction {
  return {
    name: 'commitments.letters',
    to: [...new Set(LETTERS.map((letter) => letter.to))],
    async run(entry, context: Context) {
      const it = await Commitment.findById(entry.subject.id).lean<CommitmentFields>();
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
            model: letterModel(it, entry, whom),
          });
    },
  };
}

export function commitmentReactions(tools: Tools): Reaction[] {
  return [makeReaction, lettersReaction(tools)];
}
