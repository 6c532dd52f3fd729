import { monthAfter } from '../../city/months.ts';
import type { Cell } from '../../platform/figures/index.ts';
import type { LookedAs } from '../item/rules/ageing.ts';
import type { AppealOutcome } from '../item/rules/appeal.ts';
import type { ClockFlag } from '../item/rules/clock-flags.ts';
import { AUTHORITY } from '../item/rules/fields.ts';
import { type Grades, RATED } from '../item/rules/grades.ts';
import type { HandledAs } from '../item/rules/handled.ts';
import type { PaperAnswer } from '../item/rules/papers.ts';
import { ACCEPTED, CLOCK_RUNS, PAUSED, STATUSES_IN_UNIT, type Status } from '../item/rules/status.ts';

/** What an item is counted by. Months are yyyy-mm, days yyyy-mm-dd, both of the city; what is not so is left out. */
export interface ItemFace {
  status: Status;
  kind: string;
  channel: string;
  language: string;
  regulation?: string;
  unit?: string;
  /** The office that has raised it. */
  raisedBy?: string;
  /** Who has it in hand, by account id. */
  official?: string;
  received: string;
  /** Monday of the week of receipt. */
  week: string;
  /** Where it is, of an accepted item: before that it tells something of the text. */
  ward?: string;
  closed?: string;
  /** Of its date, while the clock runs. */
  due?: string;
  /** The date passed, and it was noted. */
  late?: true;
  /** The head has to decide something. */
  toApprove?: true;
  /** Its clock was mistreated, and how. */
  flagged?: true;
  flags?: ClockFlag[];
  rated?: { unit: string; month: string } & Grades;
  /** The first answer of an item that was reopened. */
  first?: { unit: string; month: string; reopened: string; late?: true; rated: string } & Grades;
  /** The second answer, when an appeal has sent that back. */
  second?: { unit: string; month: string; late?: true; rated: string } & Grades;
  /** Documents demanded of the sender. */
  papers?: { month: string; outside: boolean; answer?: PaperAnswer }[];
  /** Its answer rests on what has ended. */
  aged?: { month: string; look?: LookedAs };
  /** Keys of the legal documents that its answer cites. */
  cites?: string[];
  /** The appeal, for the unit whose answer it is about. */
  appeal?: {
    unit: string;
    month: string;
    late?: true;
    decided?: { month: string; as: AppealOutcome };
  };
  /** Each answer by how long its sender had waited, and in which month it came. */
  took?: { unit: string; month: string; as: string }[];
  /** Answers sent against the check. */
  overrides?: { unit: string; month: string }[];
  /** How it counts in the scores, once that is decided; without a unit: for the coordinators. */
  handled?: { as: HandledAs; month: string; unit?: string };
  /** When no regulation decided and units were suggested: which of them has it now. */
  learned?: { month: string; as: 'first' | 'among' | 'other' };
  /** Months on whose list of delays a closed clock may stand. */
  lateIn?: string[];
}

/** All that a unit still has, waiting for its sender or not. */
export const WITH_UNIT: readonly Status[] = [...STATUSES_IN_UNIT, 'paused', 'disputed'];
const LOOKED_AFTER: readonly Status[] = [...STATUSES_IN_UNIT, 'paused'];

/** Fields of the rows. Those that depend on the present are counts by the day of the date: see `read.ts`. */
export const FIELD = {
  status: (status: Status) => `status:${status}`,
  /** Clocks that run, by the day of their date. */
  due: (day: string) => `due:${day}`,
  /** Those of them in which the head decides next. */
  dueToApprove: (day: string) => `due-to-approve:${day}`,
  handled: (as: HandledAs) => `handled:${as}`,
  about: (regulation: string) => `about:${regulation}`,
  at: (ward: string) => `at:${ward}`,
  appeal: (as: AppealOutcome) => `appeal:${as}`,
  took: (as: string) => `took:${as}`,
  flag: (flag: ClockFlag) => `flag:${flag}`,
  graded: (question: keyof Grades, grade: string) => `graded:${question}:${grade}`,
} as const;

type Scope = Pick<Cell, 'of' | 'key'>;

const CITY: Scope = { of: 'city', key: 'all' };
const BY_AUTHORITIES: Scope = { of: 'sender', key: AUTHORITY };
const COORDINATORS: Scope = { of: 'city', key: 'coordinators' };

/** Days from receipt to the answer, by the last day of each group. */
export const TOOK = [2, 5, 10, 15, 30] as const;

export function tookGroup(days: number): string {
  const at = TOOK.findIndex((last) => days <= last);
  if (at < 0) return `${TOOK.at(-1)! + 1}-`;
  return `${at === 0 ? 0 : TOOK[at - 1]! + 1}-${TOOK[at]}`;
}

/** A face of which cells of one kind of rows are wanted: whoever goes through many of them needs no others. */
interface NarrowedFace extends ItemFace {
  only?: string;
}

function scopes(face: NarrowedFace, unit = face.unit): Scope[] {
  const all = [
    CITY,
    ...(unit ? [{ of: 'unit', key: unit }] : []),
    ...(face.regulation ? [{ of: 'regulation', key: face.regulation }] : []),
    { of: 'language', key: face.language },
    ...(face.ward ? [{ of: 'ward', key: face.ward }] : []),
    ...(face.raisedBy ? [BY_AUTHORITIES, { of: 'raised-by', key: face.raisedBy }] : []),
  ];
  return face.only ? all.filter(({ of }) => of === face.only) : all;
}

function fieldsAt(where: readonly Scope[], fields: readonly string[], month?: string): Cell[] {
  return where.flatMap((scope) => fields.map((field) => ({ ...scope, ...(month ? { month } : {}), field })));
}

/** All cells for which an item counts one. */
export function cellsOf(face: NarrowedFace): Cell[] {
  return [
    ...presentOf(face),
    ...answersOf(face),
    ...monthsOf(face),
    ...qualityOf(face),
    ...appealsOf(face),
    ...papersOf(face),
    ...agedOf(face),
    ...learnedOf(face),
  ];
}

/** How it stands now. */
function presentOf(face: NarrowedFace): Cell[] {
  const { status, due, late, toApprove, flagged, flags, official } = face;
  const paused = PAUSED.includes(status);
  const fields = [
    FIELD.status(status),
    ...(due ? [toApprove ? FIELD.dueToApprove(due) : FIELD.due(due)] : []),
    // A question that came after the date undoes nothing.
    ...(paused && late ? [toApprove ? 'asked-late-to-approve' : 'asked-late'] : []),
    ...(paused && toApprove ? ['paused-to-approve'] : []),
    ...(toApprove ? ['to-approve'] : []),
    ...(flagged && LOOKED_AFTER.includes(status) ? ['flagged', ...(flags ?? []).map(FIELD.flag)] : []),
    ...(status === 'answered' && !late ? ['in-time'] : []),
  ];
  const own = official ? [{ of: 'official', key: official, field: 'open' }] : [];
  return [...fieldsAt(scopes(face), fields), ...kindsOf(face), ...own];
}

/** Kinds are told of what is accepted only: before that they tell something of the text. */
function kindsOf({ kind, status, unit }: ItemFace): Cell[] {
  if (!ACCEPTED.includes(status)) return [];
  const where = unit ? [CITY, { of: 'unit', key: unit }] : [CITY];
  return fieldsAt(where, [`kind:${kind}`]);
}

/** Of all time: a reopened item counts for the unit that gave the first answer, and has been rated. */
function answersOf(face: NarrowedFace): Cell[] {
  const { status, unit, rated, first, second } = face;
  const answered = status === 'answered';
  const cells: Cell[] = [];
  if (answered) cells.push(...fieldsAt(scopes(face), ['answered']));
  if (rated) cells.push(...fieldsAt(scopes(face, rated.unit), ratingFields(rated.answered)));
  if (!first) return cells;
  const again = scopes(face, first.unit);
  if (!answered) cells.push(...fieldsAt(again, ['answered']));
  else if (unit !== first.unit) cells.push({ of: 'unit', key: first.unit, field: 'answered' });
  cells.push(...fieldsAt(again, ['reopened', ...ratingFields(first.answered)]));
  if (!second) return cells;
  const counted = second.unit === first.unit || (answered && second.unit === unit);
  if (!counted) cells.push({ of: 'unit', key: second.unit, field: 'answered' });
  return [...cells, ...fieldsAt(scopes(face, second.unit), ratingFields(second.answered))];
}

/** Demands, those beyond the published list, and what the unit has said to these. */
function papersOf(face: NarrowedFace): Cell[] {
  return (face.papers ?? []).flatMap(({ month, outside, answer }) => {
    const fields = [
      'papers',
      ...(outside ? ['papers-outside', ...(answer ? [`papers-${answer}`] : [])] : []),
    ];
    return [...fieldsAt(scopes(face), fields), ...fieldsAt(scopes(face), fields, month)];
  });
}

/** Answers that rest on what has ended, and what the unit has said to them. */
function agedOf(face: NarrowedFace): Cell[] {
  if (!face.aged) return [];
  const { month, look } = face.aged;
  const fields = ['aged', ...(look ? [`aged-${look}`] : [])];
  return [...fieldsAt(scopes(face), fields), ...fieldsAt(scopes(face), fields, month)];
}

/** How suggestions do that were learned from the site's own items. */
function learnedOf({ learned, only }: NarrowedFace): Cell[] {
  if (!learned || (only && only !== CITY.of)) return [];
  const { month, as } = learned;
  const right = as === 'other' ? [] : as === 'first' ? ['learned-first', 'learned-among'] : ['learned-among'];
  return fieldsAt([CITY], ['learned', ...right], month);
}

/** Of all time and by month: appeals, and what became of them. */
function appealsOf(face: NarrowedFace): Cell[] {
  if (!face.appeal) return [];
  const { unit, month, late, decided } = face.appeal;
  const where = scopes(face, unit);
  const made = ['appeals', ...(late ? ['appeals-late'] : [])];
  const done = decided ? [FIELD.appeal(decided.as)] : [];
  return [
    ...fieldsAt(where, [...made, ...done]),
    ...fieldsAt(where, made, month),
    ...(decided ? fieldsAt(where, done, decided.month) : []),
  ];
}

const ratingFields = (answered: string) => ['rated', ...(answered === 'no' ? ['did-not-answer'] : [])];

/** What happened in which month. */
function monthsOf(face: NarrowedFace): Cell[] {
  const { status, closed, received, late, rated, first, second, kind, channel } = face;
  const cells = fieldsAt(scopes(face), ['received', ...aboutOf(face)], received);
  cells.push(...fieldsAt([CITY], [`kind:${kind}`, `channel:${channel}`], received));
  if (closed) {
    const how = status === 'answered' ? ['answers', ...(late ? ['answers-late'] : [])] : [status];
    cells.push(...fieldsAt(scopes(face), how, closed));
  }
  if (rated)
    cells.push(...fieldsAt(scopes(face, rated.unit), ['rated', `rated-${rated.answered}`], rated.month));
  for (const before of [first, second]) {
    if (!before) continue;
    const fields = ['answers', ...(before.late ? ['answers-late'] : [])];
    cells.push(...fieldsAt(scopes(face, before.unit), fields, before.month));
  }
  if (first) cells.push(...fieldsAt(scopes(face, first.unit), ['reopened'], first.reopened));
  return cells;
}

/** How things were done, by month: what scores and dashboards tell. */
function qualityOf(face: NarrowedFace): Cell[] {
  const {
    handled,
    rated,
    first,
    second,
    took = [],
    overrides = [],
    flags = [],
    closed,
    regulation,
    week,
  } = face;
  const cells: Cell[] = [];
  if (handled) {
    const { as, month, unit } = handled;
    cells.push(...fieldsAt(scopesOf(face, unit ?? null), [FIELD.handled(as)], month));
  }
  for (const { unit, month, as } of took)
    cells.push(...fieldsAt(scopesOf(face, unit), [FIELD.took(as)], month));
  for (const { unit, month } of overrides)
    cells.push(...fieldsAt(scopesOf(face, unit), ['overrides'], month));
  if (rated) cells.push(...gradesOf(face, rated));
  for (const before of [first, second])
    if (before) cells.push(...gradesOf(face, { ...before, month: before.rated }));
  if (closed) cells.push(...fieldsAt(scopes(face), flags.map(FIELD.flag), closed));
  if (regulation) cells.push({ of: 'regulation-week', key: regulation, month: week, field: 'received' });
  return cells;
}

function gradesOf(
  face: NarrowedFace,
  { unit, month, ...grades }: { unit: string; month: string } & Grades,
): Cell[] {
  const fields = RATED.map((question) => FIELD.graded(question, grades[question]));
  return fieldsAt(scopesOf(face, unit), fields, month);
}

/** null: the coordinators' own. */
function scopesOf(face: NarrowedFace, unit: string | null): Scope[] {
  if (unit !== null) return scopes(face, unit);
  return [...scopes({ ...face, unit: undefined } as ItemFace), COORDINATORS];
}

/** What it is about and where, beside whom it is counted for. */
const aboutOf = ({ regulation, ward }: ItemFace) => [
  ...(regulation ? [FIELD.about(regulation)] : []),
  ...(ward ? [FIELD.at(ward)] : []),
];

/** The months from one to another, both included. */
export function monthsFromTo(first: string, last: string): string[] {
  const months: string[] = [];
  let [year, month] = first.split('-').map(Number) as [number, number];
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) return months;
    months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/** The month of a date (yyyy-mm-dd) and the one before: on its first day a month has nothing to tell. */
export function lastMonths(date: string): string[] {
  const month = date.slice(0, 7);
  return [month, monthAfter(month, -1)];
}

/** Whether the clock runs, so that its date can pass. */
export const runs = (status: Status): boolean => CLOCK_RUNS.includes(status);
