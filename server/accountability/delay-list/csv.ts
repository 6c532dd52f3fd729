import { cityDate } from '../../calendar/index.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { csvText } from '../../platform/csv.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { EntryShown } from './acts.ts';
import { correctionText } from './correction-text.ts';
import type { DelayList, DelayRow, ToldDelayRow } from './delays.ts';

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
  'correction',
  ...(['position', 'name', 'reply', 'act-correction', 'list'] as const),
] as const;

/** One line for each item and unit that lost time with it, in the reader's language; UTF-8 with a mark for spreadsheets. */
export function delayCsv(context: Context, list: DelayList): string {
  const t = translator(context.language);
  const word = (yes: boolean) => t(`accountability.${yes ? 'yes' : 'no'}`);
  const date = (at: Date | null) => (at ? cityDate(at) : '');
  const causeOf = ({ cause }: { cause: string | null }) =>
    cause ? t(`feedback.clocks.causes.${cause}`) : '';
  const states = new Map(list.acts.map(({ unit, status }) => [unit?.slug ?? null, status]));
  const stateOf = (unit: string | null) => {
    const status = states.get(unit);
    return status ? t(`accountability.delay-list.statuses.${status}`) : '';
  };
  const actCells = (unit: string | null, entry: EntryShown | null) =>
    entry
      ? [
          t(`accountability.delay-list.positions.${entry.position}`),
          entry.name ?? '',
          entry.reply?.text ?? '',
          entry.corrections.map((each) => correctionText(context, each)).join(' | '),
          stateOf(unit),
        ]
      : ['', '', '', '', stateOf(unit)];
  const linesOf = (item: DelayRow, correction: string) =>
    item.lost.map(({ unit, days, entry }) => [
      item.code,
      textIn(item.regulation?.name, context.language) ?? '',
      t(`accountability.states.${item.state}`),
      date(item.dueAt),
      date(item.closedAt),
      item.daysLate,
      textIn(unit?.name, context.language) ?? t('accountability.coordinators'),
      entry?.removed ? 0 : (entry?.days ?? days),
      causeOf(entry ?? item),
      word(item.apologised),
      date(item.promisedAt),
      word(item.extended),
      item.promisedAt ? word(item.promiseMissed) : '',
      word(item.review),
      correction,
      ...actCells(unit?.slug ?? null, entry),
    ]);
  const corrected = ({ correction }: ToldDelayRow) => {
    if (!correction) return '';
    const { now } = correction;
    if (!now) return t('accountability.corrections.gone');
    return `${t('accountability.corrections.changed')} ${t('accountability.days-late', { count: now.daysLate })}`;
  };
  const lines = [
    ...list.items.flatMap((item) => linesOf(item, corrected(item))),
    ...list.added.flatMap((item) => linesOf(item, t('accountability.corrections.added'))),
  ];
  const head = COLUMNS.map((name) => t(`accountability.columns.${name}`));
  return csvText([head, ...lines]);
}
