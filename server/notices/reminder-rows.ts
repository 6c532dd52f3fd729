import type { Text } from '../platform/errors.ts';
import type { Translate } from '../platform/i18n/texts.ts';
import { once } from '../platform/once.ts';
import { readSeed } from '../platform/seed.ts';
import { type ListField, type Setting, settingFrom } from '../settings/index.ts';
import {
  checkReminders,
  clash,
  REMINDED_STEPS,
  type ReminderPoint,
  type ReminderRow,
  reasonOf,
  TOLD,
} from './rules.ts';

/** The points that ship. @throws Error when the file contradicts itself */
export const reminderRows = once((): ReminderRow[] => {
  const read = readSeed<{ rows: ReminderRow[] }>('reminders').rows;
  const faults = checkReminders(read);
  if (faults.length > 0) throw new Error(`data/seed/reminders.json: ${faults.join(', ')}`);
  return read;
});

const MEASURES = ['share', 'before', 'on-the-day', 'after'] as const;

type TypedPoint = Partial<Record<'step' | 'measure' | 'amount' | 'to' | 'escalation', unknown>>;

const list = (typed: unknown) => [typed ?? []].flat().map(String);

/** Percent and days as people type them, as the table keeps them. */
function pointOf({ step, measure, amount, to, escalation }: TypedPoint): ReminderPoint | undefined {
  if (!measure && !amount && list(to).length === 0) return undefined;
  const people = TOLD.filter((whom) => list(to).includes(whom));
  const of = { ...(step ? { step: step as NonNullable<ReminderPoint['step']> } : {}), to: people };
  const rest = { ...of, escalation: escalation === 'yes' || escalation === true };
  if (measure === 'share') return { ...rest, share: Number(amount) / 100 };
  const sign = { before: -1, 'on-the-day': 0, after: 1 }[String(measure)] ?? 0;
  return { ...rest, workingDays: sign === 0 ? 0 : sign * Number(amount) };
}

function faultsOf({ measure, amount, to }: TypedPoint): Record<string, Text | undefined> {
  const wants = !!measure && measure !== 'on-the-day';
  return {
    measure: measure ? undefined : { text: 'notices.reminders.errors.measure' },
    amount: wants && !(Number(amount) >= 1) ? { text: 'notices.reminders.errors.amount' } : undefined,
    to: list(to).length > 0 ? undefined : { text: 'notices.reminders.errors.to' },
  };
}

function told(point: ReminderPoint, t: Translate): string {
  const { key, count } = reasonOf(point);
  const step = point.step ? `${t(`notices.steps.${point.step}`)} – ` : '';
  const people = point.to.map((whom) => t(`notices.told.${whom}`)).join(', ');
  const always = point.escalation ? ` (${t('notices.settings.always')})` : '';
  return `${step}${t(`notices.why.${key}`, { count })}: ${people}${always}`;
}

const POINTS: ListField<ReminderPoint> = {
  ...{ name: 'points', kind: 'list', most: 30, row: 'settings.rules.reminders.point' },
  parts: [
    { name: 'step', kind: 'choice', of: REMINDED_STEPS, texts: 'notices.reminders.steps', least: 0 },
    { name: 'measure', kind: 'choice', of: MEASURES, texts: 'notices.reminders.measures', least: 0 },
    { name: 'amount', kind: 'number', min: 1, max: 99, least: 0 },
    { name: 'to', kind: 'choices', of: TOLD, texts: 'notices.told', least: 0 },
    { name: 'escalation', kind: 'yes' },
  ],
  typed(point) {
    const { key, count } = reasonOf(point);
    return {
      ...{ step: point.step ?? '', measure: key, amount: count || '', to: point.to },
      escalation: point.escalation ? 'yes' : '',
    };
  },
  meant: pointOf,
  faults: faultsOf,
  told,
};

export const REMINDERS: Setting<ReminderRow> = {
  name: 'reminders',
  group: 'clocks',
  was: ['/reminders', '/reminders/removal'],
  permission: 'reminders',
  shipped: reminderRows,
  fields: [POINTS],
  faults: ({ points }) => ({
    points: points.some((point, at) => points.slice(0, at).some((each) => clash(each, point)))
      ? { text: 'notices.reminders.errors.twice' }
      : undefined,
  }),
};

/** The points in force on a date (yyyy-mm-dd); none when no row covers it. */
export const remindersOn = (date: string): readonly ReminderPoint[] =>
  settingFrom(REMINDERS, date)?.points ?? [];
