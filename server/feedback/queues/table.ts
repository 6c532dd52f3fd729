import writeXlsxFile from 'write-excel-file/node';
import { accountNames } from '../../accounts/index.ts';
import { cityTimeZone } from '../../calendar/index.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { csvText } from '../../platform/csv.ts';
import { formatDate } from '../../platform/i18n/dates.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { complexityOf } from '../clocks/deadlines.ts';
import { stateOf } from '../clocks/limits.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { QuestionReply } from '../item/rules/procedure-questions.ts';
import { tagNames } from '../tags/queries.ts';

/** Width in characters of each column of a spreadsheet. */
const COLUMNS = {
  code: 16,
  subject: 48,
  status: 24,
  deadline: 16,
  received: 18,
  due: 18,
  closed: 18,
  unit: 30,
  assignee: 24,
  regulation: 40,
  ward: 20,
  kind: 16,
  channel: 16,
  language: 12,
  level: 14,
  raisedBy: 30,
  tags: 24,
  replies: 48,
} as const;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];

/** The rows as a file shows them: what the list shows, in the reader's language. No sender, no answer. */
async function tableOf(context: Context, rows: readonly FeedbackFields[]): Promise<string[][]> {
  const { language, now } = context;
  const t = translator(language);
  const names = await accountNames(rows.flatMap(({ assignee }) => assignee ?? []));
  const tags = await tagNames();
  const moment = (at: Date | null) => (at ? formatDate(at, 'short', language, cityTimeZone()) : '');
  const placeOf = (slug: string | null) => {
    const unit = slug ? unitOf(slug) : undefined;
    return textIn(unit?.placeName ?? unit?.name, language) ?? '';
  };
  const replied = ({ words, kind, reply, choice }: QuestionReply) => {
    const said =
      kind === 'yes-no' ? t(`feedback.procedure-questions.${reply}`) : (textIn(choice, language) ?? reply);
    return `${textIn(words, language)} ${said}`;
  };
  const cells = (row: FeedbackFields): Record<Column, string> => ({
    code: row.code,
    subject: row.publicText.subject,
    status: t(`feedback.statuses.${row.status}`),
    deadline: t(`feedback.deadline.${stateOf(row, now)}`),
    received: moment(row.receivedAt),
    due: moment(row.dueAt),
    closed: moment(row.closedAt),
    unit: textIn(row.unit ? unitOf(row.unit)?.name : undefined, language) ?? '',
    assignee: (row.assignee && names.get(row.assignee)) || '',
    regulation: textIn(row.regulation ? regulationOf(row.regulation)?.name : undefined, language) ?? '',
    ward: placeOf(row.ward),
    kind: t(`feedback.kinds.${row.kind}`),
    channel: t(`feedback.channels.${row.channel}`),
    language: t(`site.languages.${row.language}`),
    level: t(`calendar.complexities.${complexityOf(row)}`),
    raisedBy: textIn(row.raised ? unitOf(row.raised.unit)?.name : undefined, language) ?? '',
    tags: (row.tags ?? []).flatMap((id) => tags.get(id) ?? []).join(', '),
    replies: (row.questionReplies ?? []).map(replied).join('\n'),
  });
  const head = NAMES.map((name) => t(`feedback.queues.columns.${name}`));
  return [head, ...rows.map((row) => Object.values(cells(row)))];
}

export async function itemsCsv(context: Context, rows: readonly FeedbackFields[]): Promise<string> {
  return csvText(await tableOf(context, rows));
}

export async function itemsXlsx(context: Context, rows: readonly FeedbackFields[]): Promise<Buffer> {
  const lines = await tableOf(context, rows);
  // '@': a cell that begins like a formula stays text, also for whoever edits it.
  const data = lines.map((line, at) =>
    line.map((value) => ({
      ...{ value, type: String, format: '@' },
      ...(at === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  return writeXlsxFile(data, {
    columns: NAMES.map((name) => ({ width: COLUMNS[name] })),
    stickyRowsCount: 1,
  }).toBuffer();
}
