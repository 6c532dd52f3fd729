import type { QueryFilter } from 'mongoose';
import { accountNames } from '../accounts/index.ts';
import { languageOf } from '../answer-quality/index.ts';
import { addDays } from '../city/dates.ts';
import type { Named } from '../city/named.ts';
import { type Context, isStaff, type Language, textIn } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { mayDo, timelineOf } from '../platform/journal/index.ts';
import { namedUnit } from '../units/index.ts';
import { ANSWER_OBJECTION, DECIDE_NEW_DATE, DECIDE_REPORT, KEEP, MOVE, OBJECT } from './actions.ts';
import { commitmentsByUnit } from './figures.ts';
import { Commitment, type CommitmentFields } from './model.ts';
import * as policy from './policy.ts';
import {
  type AnswerVersion,
  type CommitmentStatus,
  isCommitmentCode,
  isPublicEntry,
  sourcePath,
} from './rules.ts';
import type { CommitmentQuery } from './schemas.ts';

export type { CommitmentFields };

const PAGE_SIZE = 20;

/** What everybody may know. */
export interface CommitmentShown {
  code: string;
  source: string;
  /** Where on this site it was promised. */
  sourcePath: string;
  /** Which answers promise it: the first, the second to a reopened item, or both. */
  versions: AnswerVersion[];
  unit?: Named;
  /** Absent when the sender of the item has declined publication. */
  text?: string;
  /** Of the text, as it reads; absent where that cannot be told. */
  language?: Language;
  actor?: string;
  status: CommitmentStatus;
  done: boolean;
  madeAt: Date;
  /** The date in force; `dates` has those before it too. */
  dueAt: Date;
  dates: { dueAt: Date; setAt: Date; reason: string | null; corrected?: boolean; again?: boolean }[];
  keptAt: Date | null;
  evidence: string | null;
  /** Said to be done; the head has not confirmed it. */
  reported: boolean;
  /** The sender says that it is not done, and what the head has replied. */
  objection: { at: Date; reply: string | null; repliedAt: Date | null } | null;
}

/** An answer may be in another language than the page: a reader of screens, and the browser's fonts, go by it. */
function languageIn(text: string): { language?: Language } {
  const read = /\p{Script=Cyrillic}/u.test(text) ? 'ru' : languageOf(text);
  return read && read !== 'unsure' ? { language: read } : {};
}

function shown(row: CommitmentFields): CommitmentShown {
  return {
    code: row.code,
    source: row.source,
    sourcePath: sourcePath(row.source),
    versions: row.versions ?? [1],
    unit: namedUnit(row.unit),
    ...(row.text ? { text: row.text, ...languageIn(row.text), actor: row.actor } : {}),
    status: row.status,
    done: row.keptAt !== null,
    madeAt: row.madeAt,
    dueAt: row.dueAt,
    dates: row.dates.map(({ dueAt, setAt, reason, corrected, again }) => ({
      dueAt,
      setAt,
      reason,
      ...(corrected ? { corrected } : {}),
      ...(again ? { again } : {}),
    })),
    keptAt: row.keptAt,
    evidence: row.evidence,
    reported: !!row.report,
    objection: row.objection
      ? {
          at: row.objection.at,
          reply: row.objection.reply ?? null,
          repliedAt: row.objection.repliedAt ?? null,
        }
      : null,
  };
}

/** What everybody may read of commitments, by code, as the sealed record proves it. */
export async function publicCommitmentRecords(codes: readonly string[]): Promise<Map<string, object>> {
  const own = codes.filter(isCommitmentCode);
  if (own.length === 0) return new Map();
  const rows = await Commitment.find({ code: { $in: own } }).lean<CommitmentFields[]>();
  return new Map(rows.map((row) => [row.code, { ...shown(row), unit: row.unit }]));
}

function filterOf(query: CommitmentQuery & { owner?: string }): QueryFilter<CommitmentFields> {
  const { status, unit, source, owner, after } = query;
  const every: QueryFilter<CommitmentFields>[] = [];
  if (status) every.push({ status });
  if (unit) every.push({ unit });
  if (source) every.push({ source });
  if (owner) every.push({ owner });
  if (after) {
    const [time, id] = after.split('-') as [string, string];
    const dueAt = new Date(Number(time));
    every.push({ dueAt: { $lte: dueAt } });
    every.push({ $or: [{ dueAt: { $lt: dueAt } }, { dueAt, _id: { $lt: id } }] });
  }
  return every.length > 0 ? { $and: every } : {};
}

/** The register, latest date first. */
export async function listCommitments(
  query: CommitmentQuery & { owner?: string },
): Promise<{ items: CommitmentShown[]; next?: string }> {
  const rows = await Commitment.find(filterOf(query), { pending: 0 })
    .sort({ dueAt: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean<CommitmentFields[]>();
  const last = rows[PAGE_SIZE - 1];
  return {
    items: rows.slice(0, PAGE_SIZE).map(shown),
    ...(rows.length > PAGE_SIZE && last ? { next: `${last.dueAt.getTime()}-${last._id}` } : {}),
  };
}

/** So far ahead what an office has promised stands on its first page. */
const SOON_DAYS = 14;
const MOST_DUE = 20;

/** What units, or all, have promised and not done, late or due soon, the earliest date on top. */
export async function promisesDue(
  units: readonly string[] | undefined,
  now: Date,
  most = MOST_DUE,
): Promise<CommitmentShown[]> {
  const rows = await Commitment.find(
    {
      ...(units ? { unit: { $in: [...units] } } : {}),
      status: { $in: ['open', 'late', 'broken'] },
      keptAt: null,
      dueAt: { $lte: addDays(now, SOON_DAYS) },
    },
    { pending: 0 },
  )
    .sort({ dueAt: 1, _id: 1 })
    .limit(most)
    .lean<CommitmentFields[]>();
  return rows.map(shown);
}

/** Those promised in the answers to an item, in the order of their dates. */
export async function commitmentsOf(source: string): Promise<CommitmentShown[]> {
  const rows = await Commitment.find({ source }, { pending: 0 })
    .sort({ dueAt: 1, _id: 1 })
    .lean<CommitmentFields[]>();
  return rows.map(shown);
}

export interface UnitFigures extends Record<CommitmentStatus, number> {
  unit: Named;
}

/** Kept, late, broken and open by unit, by name; undefined while they are being counted. */
export async function commitmentFigures({ language }: Context): Promise<UnitFigures[] | undefined> {
  const counted = await commitmentsByUnit();
  if (!counted) return undefined;
  const found = [...counted].flatMap(([slug, counts]) => {
    const unit = namedUnit(slug);
    return unit ? [{ unit, ...counts }] : [];
  });
  const { compare } = new Intl.Collator(language);
  return found.sort((a, b) => compare(textIn(a.unit.name, language), textIn(b.unit.name, language)));
}

/** How many promises were kept, of all that came to an end; undefined while they are being counted. */
export async function promisesKept(): Promise<{ kept: number; ended: number } | undefined> {
  const counted = await commitmentsByUnit();
  if (!counted) return undefined;
  const rows = [...counted.values()];
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  return { kept: sum(({ kept }) => kept), ended: sum(({ kept, late, broken }) => kept + late + broken) };
}

const VERBS = {
  keep: KEEP,
  confirm: DECIDE_REPORT,
  object: OBJECT,
  answerObjection: ANSWER_OBJECTION,
  move: MOVE,
  decide: DECIDE_NEW_DATE,
};

/** One commitment with what happened to it, and what the reader may do. @throws NotFound */
export async function commitmentPage(context: Context, code: string) {
  const { actor } = context;
  const row = isCommitmentCode(code) ? await Commitment.findOne({ code }).lean<CommitmentFields>() : null;
  if (!row) throw new NotFound();
  const inside = policy.canSeeInside(actor, row);
  const entries = await timelineOf(row);
  const names = inside && row.owner ? await accountNames([row.owner]) : new Map<string, string>();
  return {
    commitment: shown(row),
    // Whoever has objected reads their own words again.
    own: policy.canObject(actor, row) && row.objection ? row.objection.reason : undefined,
    timeline: entries
      .filter(({ name }) => inside || isPublicEntry(name))
      .map(({ name, at }) => ({ entry: name.slice('commitment.'.length), at })),
    ...(inside
      ? {
          inside: {
            owner: row.owner ? names.get(row.owner) : undefined,
            request: row.request,
            report: row.report,
            objection: row.objection,
          },
        }
      : {}),
    ...mayDo(context, row, { verbs: VERBS }),
  };
}

/** Account of the reader, for "mine". */
export function ownerOf({ actor }: Context): string | undefined {
  return isStaff(actor) ? actor.id : undefined;
}

/** Open commitments of an item whose date lies ahead. */
export async function openAt(source: string, at: Date) {
  const rows = await Commitment.find({ source, status: 'open', keptAt: null, dueAt: { $gte: at } })
    .sort({ dueAt: 1, _id: 1 })
    .lean<CommitmentFields[]>();
  return rows.map(({ _id, text, dueAt, versions = [1] }) => ({ id: _id, text, dueAt, versions }));
}

/** For letters, which ask on nobody's behalf. */
export function commitmentRow(id: string): Promise<CommitmentFields | null> {
  return Commitment.findById(id).lean<CommitmentFields>().exec();
}
