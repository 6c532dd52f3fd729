import { staffOf, type UnitStaff, unitStaff } from '../../accounts/index.ts';
import { cityDate } from '../../calendar/index.ts';
import { may } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { ACCEPTED } from '../../platform/files/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { shownParts } from '../../platform/site.ts';
import { hold, letGo } from '../../platform/web/holds.ts';
import { file, page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { namedUnit, unitsInForce } from '../../units/index.ts';
import { ATTACHED } from '../attachments/attach.ts';
import { citizenSignIn } from '../contact/own-address.ts';
import { suggestedBy } from '../desk/suggested.ts';
import { receiptOpens } from '../item/receipts.ts';
import { readCode } from '../item/rules/codes.ts';
import { DELAY_CAUSES } from '../item/rules/delay-causes.ts';
import { KINDS, OUTCOMES, REFUSAL_GROUNDS } from '../item/rules/fields.ts';
import { GRADES, RATED, RATING_REASONS } from '../item/rules/grades.ts';
import { isUnattended, nearestAbove } from '../item/who-acts.ts';
import { answerLetter } from '../letters/preview.ts';
import { withdrawFeedback } from '../screening/actions.ts';
import { giveInfo, mayReply } from '../screening/ask.ts';
import { infoReply } from '../screening/schemas.ts';
import { familyOf } from '../splitting/queries.ts';
import { blocksFor } from '../text-blocks/queries.ts';
import { voicePart } from '../voices/part.ts';
import { dueEntry } from './due-entry.ts';
import type { ItemAct } from './may.ts';
import { descriptionOf, deskParts, endingOf, shareOf, stampOf, textStart, timelineRows } from './model.ts';
import { progressOf } from './progress.ts';
import { itemPage } from './queries.ts';
import { panelQuery, trackForm, trackQuery } from './schemas.ts';
import type { ItemPage } from './shape.ts';

/** Whose forms name a unit. */
const NAMING = [
  'accept',
  'answer',
  'correct',
  'route',
  'transfer',
  'dispute',
  'decideDispute',
  'askContribution',
  'shield',
] as const satisfies ItemAct[];

/** What the desk of an item offers to choose from. */
async function choices(visit: Visit<any, any>, item: ItemPage): Promise<Record<string, unknown>> {
  const { now, actor } = visit.context;
  const unit = item.unit?.slug;
  const staff = await unitStaff(now);
  const colleagues =
    item.may.assign && unit
      ? [...(await staffOf({ role: 'official', unit })), ...(await staffOf({ role: 'head', unit }))]
      : [];
  const free = colleagues.filter(
    (person, at) =>
      colleagues.findIndex((other) => other.id === person.id) === at &&
      !item.inside!.hadPart.includes(person.id),
  );
  const naming = NAMING.some((each) => item.may[each]);
  const suggestion =
    item.may.route || (may(actor, 'screen') && item.may.accept) ? suggestedBy({ item }, now) : undefined;
  return {
    extensionLimit: item.inside!.clock.extensionLimit,
    complexities: item.inside!.clock.levels,
    causes: DELAY_CAUSES,
    outcomes: OUTCOMES,
    grounds: REFUSAL_GROUNDS,
    kinds: KINDS,
    colleagues: free,
    // Of a reopened item; only another unit can answer it then.
    nobodyLeft: item.may.assign && free.length === 0 && item.inside!.hadPart.length > 0,
    superior: unit && nearestAbove(unit, staff)?.unit,
    units: naming
      ? unitsInForce(cityDate(now)).map(({ slug, name, kind }) => ({
          ...{ slug, name, kind },
          unattended: isUnattended(slug, staff),
        }))
      : [],
    textBlocks:
      item.may.answer && item.inside
        ? await blocksFor(visit.context, { ...item, language: item.inside.language })
        : [],
    unattended: unattendedUnit(item, { staff, suggested: suggestion?.unit }),
    suggestion: suggestion && { unit: namedUnit(suggestion.unit), reason: suggestion.reason },
  };
}

/** The unit that has the item, or would get it, and has nobody: with whom to call. For those who route. */
function unattendedUnit(
  item: ItemPage,
  { staff, suggested }: { staff: UnitStaff; suggested: string | null | undefined },
): object | undefined {
  const unit = item.closedAt ? undefined : (item.unit?.slug ?? suggested);
  if (!unit || !isUnattended(unit, staff)) return undefined;
  const above = nearestAbove(unit, staff);
  return { unit: namedUnit(unit), above: above && { unit: namedUnit(above.unit), heads: above.heads } };
}

declare module '../../platform/context.ts' {
  interface PageSubjects {
    item: ItemPage;
  }
}

/** What the page of an item shows; of those inside also their desk, with a refused form filled in again. */
export async function itemModel(
  visit: Visit<any, any>,
  code: string,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<{ item: ItemPage; model: Record<string, unknown> }> {
  const item = await itemPage(visit.context, code);
  const title = `${item.code}${item.subject ? ` ${item.subject}` : ''}`;
  const { version: _version, ...shown } = item;
  const model = {
    title,
    item,
    formsAt: `/feedback/${item.code}`,
    timeline: timelineRows(item),
    ending: endingOf(item),
    stamp: stampOf(item.inside ? item : shown),
    pageParts: await shownParts('item', visit.context, item),
    grades: GRADES,
    rated: RATED,
    ratingReasons: RATING_REASONS,
    // What was said before stands in the form; of a refused form, what was typed.
    values: item.own?.after.rating ?? {},
    ...{ kept: visit.kept, fileFaults: visit.fileFaults, acceptedFiles: ACCEPTED },
  };
  if (!item.inside) {
    const ofPublic = {
      progress: progressOf(item, model.ending),
      textStart: textStart(item),
      description: descriptionOf(item),
    };
    const share = shareOf(visit.context, item);
    const voice = await voicePart(visit, item);
    return { item, model: { ...model, ...ofPublic, share, voice, ...more } };
  }
  return {
    item,
    model: {
      ...model,
      ...(await choices(visit, item)),
      letter: item.may.answer && item.inside.body ? await answerLetter(visit.context, code) : undefined,
      ...more,
      ...(await deskParts(visit.context, item, more)),
    },
  };
}

/** The page of an item: for everybody, or the desk of those who work on it; with a refused form filled in again. */
export async function showItem(
  visit: Visit<any, any>,
  code: string,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<Reply> {
  const { item, model } = await itemModel(visit, code, more);
  return page(item.inside ? 'feedback/item-page/desk' : 'feedback/item-page/show', model);
}

/**
 * For forms on the item's page: shown again with what was typed, where the form stood.
 * @param labels keys of fields that have another name in this form than elsewhere, for the summary of errors
 */
export function againOnItem(form: string, labels?: Readonly<Record<string, string>>) {
  return (visit: Visit<any, any, 'code'>, typed: Typed) =>
    showItem(visit, visit.params.code, { ...typed, form, labels });
}

async function trackPage(
  visit: Pick<Visit, 'context' | 'cookies'>,
  typed: Partial<Typed> & { values: object },
): Promise<Reply> {
  const title = translator(visit.context.language)('feedback.track.title');
  return page('feedback/item-page/track', { title, citizen: citizenSignIn(visit), ...typed });
}

export const itemRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code',
    who: 'anyone',
    query: panelQuery,
    handler: (visit) =>
      showItem(visit, visit.params.code, visit.query.panel ? { panel: visit.query.panel } : {}),
  }),
  route({
    method: 'get',
    path: '/feedback/:code/due.ics',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const item = await itemPage(context, params.code);
      return file('text/calendar; charset=utf-8', dueEntry(context, item), `${item.code}.ics`);
    },
  }),
  route({
    method: 'get',
    path: '/feedback/:code/open/:token',
    who: 'anyone',
    limit: 'links',
    handler: async (visit) => {
      const code = visit.params.code;
      if (!visit.context.site.tokens.isDerived(visit.params.token, 'receipt', code)) throw new NotFound();
      await itemPage(visit.context, code);
      hold(visit.cookies, await familyOf(code), { keep: false });
      return seeOther(`/feedback/${code}`);
    },
  }),
  route({
    method: 'post',
    path: '/feedback/:code/closing',
    who: 'anyone',
    handler: async ({ params, cookies }) => {
      letGo(cookies, await familyOf(params.code));
      return seeOther('/track');
    },
  }),
  route({
    method: 'post',
    path: '/feedback/:code/reply',
    who: 'anyone',
    body: infoReply,
    files: { ...ATTACHED, check: ({ context, params }) => mayReply(context, params['code']!) },
    handler: async ({ context, params, body, kept }) => {
      await giveInfo(context, params.code, body.reply, { files: kept });
      return seeOther(`/feedback/${params.code}`);
    },
    again: againOnItem('reply'),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/withdrawal',
    who: 'anyone',
    handler: async ({ context, params }) => {
      await withdrawFeedback(context, params.code);
      return seeOther(`/feedback/${params.code}`);
    },
  }),
  route({
    method: 'get',
    path: '/track',
    who: 'anyone',
    query: trackQuery,
    handler: (visit) => trackPage(visit, { values: visit.query }),
  }),
  route({
    method: 'post',
    path: '/track',
    who: 'anyone',
    limit: 'keys',
    body: trackForm,
    handler: async (visit) => {
      const code = readCode(visit.body.code) ?? visit.body.code;
      if (visit.body.key) {
        await receiptOpens(code, visit.body.key);
        hold(visit.cookies, await familyOf(code), { keep: visit.body.keep === 'yes' });
      }
      await itemPage(visit.context, code);
      return seeOther(`/feedback/${code}`);
    },
    again: trackPage,
  }),
];
