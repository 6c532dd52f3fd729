import { cityDate } from '../../calendar/index.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { allRegulations, isEnded } from '../../regulations/index.ts';
import { namedUnit, wardsInForce } from '../../units/index.ts';
import { itemModel } from '../item-page/routes.ts';
import { acceptAndMerge, mergeFeedback } from '../merging/actions.ts';
import { merging } from '../merging/schemas.ts';
import { filterModel } from '../queues/queries.ts';
import { routeFeedback } from '../routing/actions.ts';
import { decideDispute } from '../routing/dispute.ts';
import { routing, transfer } from '../routing/schemas.ts';
import { acceptAndRoute } from '../screening/accept-and-route.ts';
import { acceptFeedback, refuseFeedback } from '../screening/actions.ts';
import { requestInfo } from '../screening/ask.ts';
import { type ComplaintKind, complaintSigns } from '../screening/complaint-signs.ts';
import { infoRequest, refusal } from '../screening/schemas.ts';
import { decisionForm, type Stack } from './decision-form.ts';
import { likelyDuplicates } from './duplicates.ts';
import { listModel } from './list-model.ts';
import {
  type TriageDecision,
  type TriageItemQuery,
  type TriageQuery,
  triageDecision,
  triageItemQuery,
  triageQuery,
} from './schemas.ts';
import { suggestedBy, unitsSuggested } from './suggested.ts';
import { decidedItem, firstToScreen, nextToScreen, triage } from './triage.ts';

const WHO = ['screen'] as const;

/** What stands beside the list: the item, its forms, what is like it, and by what law it may have to be dealt with. */
async function itemBeside(
  visit: Visit<any, any>,
  code: string,
  more: Partial<Typed> & Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { now, language } = visit.context;
  const { item, model } = await itemModel(visit, code, more);
  const { inside, own } = item;
  if (!inside || !own) throw new NotFound();
  const { subject, text } = own.original;
  const typed = more['form'] === 'decision' ? more.values : undefined;
  const { suggestion, learned } = await unitsSuggested({ item, values: typed }, now);
  const concern: { regulation?: string } = {
    regulation: item.regulation?.slug,
    ...{ ward: own.ward?.slug },
    ...typed,
  };
  const signs = item.may.accept ? complaintSigns(`${subject}\n${text}`, inside.language) : [];
  return {
    ...model,
    formsAt: `/triage/${code}`,
    suggestion: { unit: namedUnit(suggestion.unit), reason: suggestion.reason },
    learned,
    concern,
    signs: [...new Set(signs.map(({ kind }) => kind))].map((kind) => ({
      kind,
      words: signs.filter((sign) => sign.kind === kind).map((sign) => sign.words),
    })),
    duplicates: await likelyDuplicates(code),
    // What the item is about stays, also where it has ended since.
    regulations: allRegulations()
      .filter((each) => each.slug === concern.regulation || !isEnded(each, cityDate(now)))
      .map(({ slug, name }) => ({ slug, name })),
    wards: wardsInForce(cityDate(now)).map(({ slug, name, placeName }) => ({
      slug,
      name: placeName ?? name,
    })),
    following: await nextToScreen(visit.context, code),
    title: `${translator(language)('feedback.triage.title')}: ${item.code}`,
  };
}

async function triagePage(
  visit: Visit<any, TriageQuery>,
  code: string | undefined,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<Reply> {
  const { context, query } = visit;
  const { groups } = await triage(context, query);
  const shown = code ?? (query.group ? undefined : await firstToScreen(context));
  return page('feedback/desk/triage', {
    title: translator(context.language)('feedback.triage.title'),
    ...(shown ? await itemBeside(visit, shown, more) : more),
    ...listModel('/triage', { groups, query }),
    ...(await filterModel(context, 'triage', query)),
    // Where nobody has chosen one, a small screen shows the list alone.
    chosenItem: code,
    decided: query.done ? await decidedItem(context, query.done) : undefined,
  });
}

/** A refusal worded beforehand, in the sender's language: the law's way for what no office answers here. */
function refusalWords({ sign }: TriageItemQuery, language: Parameters<typeof translator>[0]) {
  if (!sign) return {};
  const guidance = translator(language)(
    `feedback.triage.guidance.${sign}` satisfies `${string}${ComplaintKind}`,
  );
  return { form: 'refusal', values: { ground: 'complaint', guidance } };
}

const QUEUE: Stack = {
  ...{ address: '/triage', who: WHO },
  next: ({ context }, code) => nextToScreen(context, code),
  page: triagePage,
};

async function decide({ context, body }: Visit<TriageDecision>, code: string): Promise<void> {
  const { step, regulation = null, ward = null, unit, reason, into, ...words } = body;
  const concern = { regulation, ward };
  if (step === 'accept') return acceptFeedback(context, code, { ...words, concern });
  if (step === 'merge') return acceptAndMerge(context, code, { ...words, concern, into: into! });
  return acceptAndRoute(context, code, { ...words, concern, unit: unit!, ...(reason ? { reason } : {}) });
}

/** The procedure or the ward was changed, or a suggestion taken: the form again, with the office that follows. */
async function suggestAgain(visit: Visit<TriageDecision, any, 'code'>, code: string): Promise<Reply> {
  const { reason: _reason, take, ...values } = { ...visit.body };
  const { item } = await itemModel(visit, code);
  const suggestion = suggestedBy({ item, values }, visit.context.now);
  const points = values.points?.join('\n');
  return triagePage(visit, code, {
    form: 'decision',
    values: { ...values, points, unit: take ?? suggestion.unit, seen: values.seen ? 'yes' : '' },
  });
}

const decided = decisionForm<TriageDecision>(QUEUE, 'decision', { body: triageDecision, act: decide });

/** The whole decision; or the form once more, when what the item is about was changed first. */
const whole: Route = {
  ...decided,
  handler: (visit: Visit<TriageDecision, any, 'code'>) =>
    visit.body.step === 'suggest' ? suggestAgain(visit, visit.params.code) : decided.handler(visit),
};

export const triageRoutes: Route[] = [
  route({
    method: 'get',
    path: '/triage',
    who: WHO,
    query: triageQuery,
    handler: (visit) => triagePage(visit, undefined),
  }),
  route({
    method: 'get',
    path: '/triage/:code',
    who: WHO,
    query: triageItemQuery,
    handler: async (visit) => {
      const { code } = visit.params;
      const { panel, sign, take } = visit.query;
      const language = sign ? (await itemModel(visit, code)).item.inside?.language : undefined;
      return triagePage(visit, code, {
        ...(panel ? { panel } : {}),
        ...(language ? refusalWords(visit.query, language) : {}),
        ...(take ? { form: 'routing', values: { unit: take } } : {}),
      });
    },
  }),
  whole,
  decisionForm<Parameters<typeof routeFeedback>[2]>(QUEUE, 'routing', {
    body: routing,
    act: ({ context, body }, code) => routeFeedback(context, code, body),
  }),
  decisionForm<{ into: string }>(QUEUE, 'merging', {
    body: merging,
    act: ({ context, body }, code) => mergeFeedback(context, code, body.into),
  }),
  decisionForm<{ unit: string; reason: string }>(QUEUE, 'dispute-decision', {
    body: transfer,
    act: ({ context, body }, code) => decideDispute(context, code, body),
  }),
  decisionForm<{ question: string }>(QUEUE, 'info-request', {
    body: infoRequest,
    act: ({ context, body }, code) => requestInfo(context, code, body.question),
  }),
  decisionForm<Parameters<typeof refuseFeedback>[2]>(QUEUE, 'refusal', {
    body: refusal,
    act: ({ context, body }, code) => refuseFeedback(context, code, body),
  }),
];
