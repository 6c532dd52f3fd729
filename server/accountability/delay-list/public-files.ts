import { cityDate } from '../../calendar/index.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { allUnits, unitOf } from '../../units/index.ts';
import { monthName } from '../month-name.ts';
import { type ActShown, actShown } from './acts.ts';
import { type DelayList, delayList } from './delays.ts';
import { type DelayListFields, DelayList as DelayLists } from './model.ts';
import { delayPdf } from './pdf.ts';
import { originsOn } from './rule-settings.ts';
import { type Totals, totalsOfEntries } from './rules/act.ts';

/** So many lists stand in the feed. */
const IN_FEED = 60;

export interface PublishedList extends ActShown, Totals {
  month: string;
}

/** What has been published or corrected last. @param unit slug. @throws NotFound */
export async function publishedLists(unit?: string, most = IN_FEED): Promise<PublishedList[]> {
  if (unit !== undefined && !unitOf(unit)) throw new NotFound('units.not-found');
  const rows = await DelayLists.find(
    { status: 'published', ...(unit ? { unit } : {}) },
    { pending: 0, corrections: 0 },
  )
    .sort({ updatedAt: -1, _id: 1 })
    .limit(most)
    .lean<DelayListFields[]>();
  return rows.map((list) => ({ month: list.month, ...actShown(list), ...totalsOfEntries(list.entries) }));
}

/** The PDF of what is published of a month. @throws NotFound while nothing is */
export async function publishedPdf(
  context: Context,
  place: { month: string; unit?: string },
): Promise<Buffer> {
  const list = await delayList(context, place);
  if (!list.acts.some(({ version }) => version !== null))
    throw new NotFound('accountability.delay-list.errors.not-published');
  const t = translator(context.language);
  const month = monthName(place.month, context);
  const whose = place.unit ? textIn(unitOf(place.unit)!.name, context.language)! : undefined;
  const title = whose
    ? t('accountability.delay-list.list-title', { unit: whose, month })
    : t('accountability.month-title', { month });
  const city = allUnits().find(({ kind }) => kind === 'city');
  return delayPdf(context, { list, title, office: textIn(city?.name, context.language) ?? t('site.name') });
}

/** What a portal shows of its own office: the last published list. @throws NotFound */
export async function embeddedList(
  context: Context,
  unit: string,
): Promise<{ list: DelayList | undefined; origins: readonly string[] }> {
  if (!unitOf(unit)) throw new NotFound('units.not-found');
  const last = await DelayLists.findOne({ unit, status: 'published' }, { month: 1 })
    .sort({ month: -1, _id: 1 })
    .lean<Pick<DelayListFields, 'month'>>();
  const origins = originsOn(cityDate(context.now));
  return { list: last ? await delayList(context, { month: last.month, unit }) : undefined, origins };
}
