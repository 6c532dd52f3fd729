import { unitStaff } from '../../accounts/index.ts';
import type { Named } from '../../city/named.ts';
import type { Context } from '../../platform/context.ts';
import { Refusal, type Text } from '../../platform/errors.ts';
import { namedUnit } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { isUnattended } from '../item/who-acts.ts';
import { routeFeedback, suggestionFor } from '../routing/actions.ts';
import { acceptAndRoute } from '../screening/accept-and-route.ts';
import { complaintSigns } from '../screening/complaint-signs.ts';
import { personalInWords, wordsToShow } from '../screening/personal-data.ts';

/** Why an item has to be looked at by itself. */
export type NotTogether = 'personal' | 'complaint' | 'no-suggestion' | 'unattended' | 'moved-on';

export interface ChosenRow {
  code: string;
  subject: string;
  language: string;
  unit?: Named;
  /** As it was shown: whoever confirms goes by that. */
  version: number;
  not?: NotTogether;
}

async function rowsOf(codes: readonly string[]): Promise<FeedbackFields[]> {
  const rows = await Feedback.find({ code: { $in: [...codes] } }).lean<FeedbackFields[]>();
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.flatMap((code) => byCode.get(code) ?? []);
}

/** Which of the chosen items can be accepted and sent to the suggested office together, and why not the others. */
export async function chosenRows(context: Context, codes: readonly string[]): Promise<ChosenRow[]> {
  const staff = await unitStaff(context.now);
  return (await rowsOf(codes)).map((row) => {
    const unit = suggestionFor(row, context.now).unit;
    const not = notTogether(row, unit, !!unit && isUnattended(unit, staff));
    const { code, publicText, language, version } = row;
    return {
      ...{ code, subject: publicText.subject, language, version, unit: namedUnit(unit) },
      ...(not ? { not } : {}),
    };
  });
}

function notTogether(
  item: FeedbackFields,
  unit: string | null | undefined,
  unattended: boolean,
): NotTogether | undefined {
  const { status, publishText, publicText, language } = item;
  if (status !== 'submitted' && status !== 'accepted') return 'moved-on';
  if (!unit) return 'no-suggestion';
  if (unattended) return 'unattended';
  if (status === 'accepted') return undefined;
  if (publishText && personalInWords(wordsToShow(item), language).found.length > 0) return 'personal';
  const signs = complaintSigns(`${publicText.subject}\n${publicText.text}`, language);
  return signs.length > 0 ? 'complaint' : undefined;
}

export interface SentTogether {
  sent: { code: string; unit?: Named }[];
  left: { code: string; why: Text }[];
}

const MOVED_ON: Text = { text: 'feedback.triage.not.moved-on' };

/**
 * Accepts the chosen items as their senders wrote them and sends each to the suggested office. What has changed since
 * the preview stays as it is, and is told.
 */
export async function sendTogether(
  context: Context,
  chosen: readonly { code: string; version: number }[],
): Promise<SentTogether> {
  const done: SentTogether = { sent: [], left: [] };
  const rows = new Map(
    (
      await chosenRows(
        context,
        chosen.map(({ code }) => code),
      )
    ).map((row) => [row.code, row]),
  );
  for (const { code, version } of chosen) {
    const row = rows.get(code);
    if (!row || row.version !== version) done.left.push({ code, why: MOVED_ON });
    else if (row.not) done.left.push({ code, why: { text: `feedback.triage.not.${row.not}` } });
    else await sendOne(context, row, done);
  }
  return done;
}

async function sendOne(context: Context, row: ChosenRow, done: SentTogether): Promise<void> {
  const { code, unit, version } = row;
  try {
    const item = (await rowsOf([code]))[0];
    if (item?.status === 'submitted') {
      const { regulation, ward, originalText } = item;
      const words = { subject: originalText.subject, text: originalText.text };
      await acceptAndRoute(context, code, {
        ...words,
        version,
        concern: { regulation, ward },
        unit: unit!.slug,
      });
    } else await routeFeedback(context, code, { unit: unit!.slug });
    done.sent.push({ code, unit });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    done.left.push({ code, why: { text: error.text, values: error.values } });
  }
}
