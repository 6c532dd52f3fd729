import { staffOf } from '../../accounts/index.ts';
import { cityCalendar, cityDate, isWorkingDay } from '../../calendar/index.ts';
import { type Context, type Language, textIn } from '../../platform/context.ts';
import type { Tools } from '../../platform/feature.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { Entry, Reaction } from '../../platform/journal/index.ts';
import { unitOf } from '../../units/index.ts';
import { monthName } from '../month-name.ts';
import { type ListForLetters, listForLetters, listsToTellOf, noteTold } from './letter-queries.ts';
import { unitKey } from './rules/act.ts';
import { named } from './unit-totals.ts';

interface Reader {
  id: string;
  email: string;
  language: Language;
}

/** Who speaks for a unit: its heads, or those of its successors; of the coordinators' list they themselves. */
async function speakers({ unit, respondents }: ListForLetters): Promise<Reader[]> {
  if (unit === null) return staffOf({ role: 'coordinator' });
  const found = await Promise.all(respondents.map((slug) => staffOf({ role: 'head', unit: slug })));
  return unique(found.flat());
}

/** Those whose position an entry names. */
async function concerned(list: ListForLetters): Promise<Reader[]> {
  const found = await Promise.all(list.respondents.map((slug) => staffOf({ role: 'official', unit: slug })));
  return unique(found.flat()).filter(({ id }) => list.officials.includes(id));
}

const unique = (people: Reader[]) => [...new Map(people.map((each) => [each.id, each])).values()];

/** Who hears what of one list. The view is `accountability/letters/<what>-for-<whom>`. */
const LETTERS = [
  { to: 'delay-list.opened', whom: 'unit', audience: speakers },
  { to: 'delay-list.opened', whom: 'official', audience: concerned },
  { to: 'delay-list.corrected', whom: 'unit', audience: speakers },
  { to: 'delay-list.published', whom: 'unit', audience: speakers },
] as const;

export function listLetters(tools: Tools): Reaction {
  return {
    name: 'delay-lists.letters',
    to: [...new Set(LETTERS.map(({ to }) => to))],
    async run(entry, context) {
      const list = await listForLetters(entry.subject.id);
      if (!list) return;
      const what = entry.name.slice('delay-list.'.length);
      for (const { whom, audience } of LETTERS.filter(({ to }) => to === entry.name))
        for (const reader of await audience(list))
          await tools.sendLetter(context, {
            id: `${entry._id}:${whom}:${reader.id}`,
            to: reader.email,
            language: reader.language,
            view: `accountability/letters/${what}-for-${whom}`,
            about: list.id,
            model: letterModel(list, entry, reader.language),
          });
    },
  };
}

function letterModel(
  list: ListForLetters,
  { details, personal }: Entry,
  language: Language,
): Record<string, unknown> {
  const { month, unit, replyUntil, publishOn, standing } = list;
  const place = unitKey(unit);
  return {
    ...{ replyUntil, publishOn, standing },
    month: monthName(month, { language }),
    unit:
      textIn(unit === null ? undefined : named(unit).name, language) ??
      translator(language)('accountability.coordinators'),
    code: typeof details['entry'] === 'string' ? details['entry'].replace(/\.2$/, '') : undefined,
    kind: details['kind'],
    reason: personal['reason'],
    href: `/delay-lists/${month}/${place}`,
    publicHref: unit === null ? `/delays/${month}` : `/delays/${month}?unit=${unit}`,
  };
}

/** What waits for the leadership, and what has been published: one letter for many lists. */
export async function tellAbove(context: Context, tools: Pick<Tools, 'sendLetter'>): Promise<void> {
  const today = cityDate(context.now);
  const working = isWorkingDay(cityCalendar(), today);
  const { toApprove, published } = await listsToTellOf(context.now, { today, working });
  for (const [month, lists] of byMonth(toApprove)) {
    for (const reader of await staffOf({ role: 'leader' }))
      await send(context, tools, { what: 'to-approve', month, lists, reader, mark: today });
    await noteTold(lists, { askedOn: today });
  }
  for (const [month, lists] of byMonth(published)) {
    const mark = `${lists[0]!.id}.${lists.length}`;
    for (const reader of await staffOf({ role: 'leader' }))
      await send(context, tools, { what: 'published', month, lists, reader, mark });
    for (const [above, below] of byParent(lists))
      for (const reader of await staffOf({ role: 'head', unit: above }))
        await send(context, tools, {
          what: 'published',
          month,
          lists: below,
          reader,
          mark: `${mark}.${above}`,
        });
    await noteTold(lists, { toldAt: context.now });
  }
}

interface LetterAbove {
  what: 'to-approve' | 'published';
  month: string;
  lists: ListForLetters[];
  reader: Reader;
  mark: string;
}

function send(
  context: Context,
  { sendLetter }: Pick<Tools, 'sendLetter'>,
  { what, month, lists, reader, mark }: LetterAbove,
): Promise<void> {
  const rows = lists.map(({ unit, standing }) => ({
    unit: unit === null ? null : named(unit).name,
    standing,
  }));
  return sendLetter(context, {
    id: `delay-lists.${month}.${what}.${mark}:${reader.id}`,
    to: reader.email,
    language: reader.language,
    view: `accountability/letters/${what}-for-above`,
    about: month,
    model: {
      month: monthName(month, reader),
      rows,
      count: lists.length,
      href: what === 'published' ? `/delays/${month}` : `/delay-lists/${month}`,
    },
  });
}

function byMonth(lists: readonly ListForLetters[]): Map<string, ListForLetters[]> {
  const found = new Map<string, ListForLetters[]>();
  for (const list of lists) found.set(list.month, [...(found.get(list.month) ?? []), list]);
  return found;
}

/** By the unit above, where there is one beside the city itself. */
function byParent(lists: readonly ListForLetters[]): Map<string, ListForLetters[]> {
  const found = new Map<string, ListForLetters[]>();
  for (const list of lists) {
    const above = list.unit === null ? null : unitOf(list.unit)?.parent;
    if (above) found.set(above, [...(found.get(above) ?? []), list]);
  }
  return found;
}
