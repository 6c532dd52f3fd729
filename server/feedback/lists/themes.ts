import type { ContentLanguage } from '../../platform/context.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { keepNewest } from '../../platform/newest.ts';
import { regulationOf } from '../../regulations/index.ts';
import { toldWords } from '../../search/text-features.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { ACCEPTED, type Status } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { type AlikeText, groupsAlike } from '../merging/rules/alike.ts';

/** So many of the newest are compared, however many there are. */
const MOST_READ = 200;
const MOST_SHOWN = 10;
const MOST_LISTED = 20;
/** Where people say what it is about. */
const MOST_WORDS = 60;
/**
 * So much of their telling words in common. Of pairs that people have judged to be the same, half have more; of other
 * pairs of one field, one in a hundred has.
 */
const LEAST = 0.12;
/** A word that so many of the texts share says nothing of any; of fewer texts nobody can tell. */
const COMMON = 0.2;
const FEWEST_FOR_COMMON = 10;
const MOST_KEPT = 200;

export interface ThemeItem {
  code: string;
  subject: string;
  language: ContentLanguage;
  answered: boolean;
}

/** What several people raise. */
export interface Theme {
  count: number;
  answered: number;
  first: ThemeItem;
  others: ThemeItem[];
  /** Not listed among the others. */
  more: number;
}

export interface Themes {
  themes: Theme[];
  /** Of how many items, the newest. */
  compared: number;
  /** There are older ones. */
  older: boolean;
  /** That say what no other says. */
  alone: number;
}

type Mark = Pick<FeedbackFields, '_id' | 'code' | 'version'>;
type Row = Pick<FeedbackFields, 'code' | 'publicText' | 'language' | 'status'>;

const kept = storeMemory(() => new Map<string, { marks: string; themes: Themes }>());

/**
 * What people raise about a procedure, by the words that everybody can read. Which items these are is asked each time;
 * their texts are read and compared only when one of them has come, gone or changed.
 */
export async function themesOn(regulation: string): Promise<Themes> {
  const filter = {
    ...{ regulation, status: { $in: [...ACCEPTED] }, publishText: true },
    ...UNSHIELDED,
  };
  const newest = await Feedback.find(filter, { code: 1, version: 1 })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(MOST_READ + 1)
    .lean<Mark[]>();
  const marks = newest.map(({ code, version }) => `${code}.${version}`).join(' ');
  const known = kept().get(regulation);
  if (known?.marks === marks) return known.themes;
  const among = { ...filter, _id: { $in: newest.slice(0, MOST_READ).map(({ _id }) => _id) } };
  const rows = await Feedback.find(among, { code: 1, publicText: 1, language: 1, status: 1 })
    .sort({ receivedAt: 1, _id: 1 })
    .lean<Row[]>();
  const themes = { ...themesIn(rows, namesOf(regulation)), older: newest.length > MOST_READ };
  keepNewest(kept(), [regulation, { marks, themes }], MOST_KEPT);
  return themes;
}

/** Words of its name: of whatever is said about a procedure most say them. */
function namesOf(regulation: string): Set<string> {
  const { vi = '', en = '', ru = '' } = regulationOf(regulation)?.name ?? {};
  return new Set([vi, en, ru].flatMap((name) => [...featuresIn(name)]));
}

/** @param rows the oldest first: it gives a theme its name */
export function themesIn(rows: readonly Row[], names: ReadonlySet<string>): Omit<Themes, 'older'> {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const groups = groupsAlike(telling(rows, names), LEAST);
  const item = (code: string) => themeItem(byCode.get(code)!);
  const themes = groups.slice(0, MOST_SHOWN).map(({ first, others }) => {
    const items = others.map(({ code }) => item(code)).reverse();
    const all = [item(first), ...items];
    return {
      count: all.length,
      answered: all.filter(({ answered }) => answered).length,
      first: all[0]!,
      others: items.slice(0, MOST_LISTED),
      more: Math.max(0, items.length - MOST_LISTED),
    };
  });
  const together = groups.reduce((sum, { others }) => sum + 1 + others.length, 0);
  return { themes, compared: rows.length, alone: rows.length - together };
}

const ANSWERED: readonly Status[] = ['answered'];

function themeItem({ code, publicText: { subject }, language, status }: Row): ThemeItem {
  return { code, subject, language, answered: ANSWERED.includes(status) };
}

/** The words of each text that tell it from the others. */
function telling(rows: readonly Row[], names: ReadonlySet<string>): AlikeText[] {
  const texts = rows.map(({ code, language, publicText: { subject, text } }) => ({
    ...{ code, language, words: featuresIn(`${subject}\n${text}`) },
  }));
  const counts = new Map<string, number>();
  for (const { words } of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = texts.length < FEWEST_FOR_COMMON ? texts.length : COMMON * texts.length;
  return texts.map(({ words, ...text }) => ({
    ...text,
    words: new Set([...words].filter((word) => !names.has(word) && counts.get(word)! <= most)),
  }));
}

function featuresIn(text: string): Set<string> {
  const found = new Set<string>();
  let read = 0;
  for (const { words } of toldWords(text)) {
    for (const { feature } of words) found.add(feature);
    read += 1;
    if (read === MOST_WORDS) break;
  }
  return found;
}
