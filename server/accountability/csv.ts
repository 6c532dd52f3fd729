import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { csvText } from '../platform/csv.ts';
import { translator } from '../platform/i18n/texts.ts';
import type { DelayList } from './delays.ts';

const COLUMNS = [
  'code',
  'regulation',
  'state',
  'due',
  'closed',
  'days-late',
  'unit',
  'days-of-unit',
  'cause',
  'apology',
  'promised',
  'extended',
  'promise-missed',
  'review',
] as const;

/** One line for each item and unit that lost time with it, in the reader's language; UTF-8 with a mark for spreadsheets. */
export function delayCsv(context: Context, list: DelayList): string {
  const t = translator(context.language);
  const word = (yes: boolean) => t(`accountability.${yes ? 'yes' : 'no'}`);
  const date = (at: Date | null) => (at ? cityDate(at) : '');
  const lines = list.items.flatMap((item) =>
    item.lost.map(({ unit, days }) => [
      item.code,
      item.regulation?.name[context.language] ?? '',
      t(`accountability.states.${item.state}`),
      date(item.dueAt),
      date(item.closedAt),
      item.daysLate,
      unit?.name[context.language] ?? t('accountability.coordinators'),
      days,
      item.cause ? t(`feedback.clocks.causes.${item.cause}`) : '',
      word(item.apologised),
      date(item.promisedAt),
      word(item.extended),
      item.promisedAt ? word(item.promiseMissed) : '',
      word(item.review),
    ]),
  );
  const head = COLUMNS.map((name) => t(`accountability.columns.${name}`));
  return csvText([head, ...lines]);
}
