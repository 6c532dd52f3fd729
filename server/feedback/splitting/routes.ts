import { cityDate } from '../../calendar/index.ts';
import { Forbidden } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { allRegulations } from '../../regulations/index.ts';
import { unitsInForce } from '../../units/index.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { itemPage } from '../item-page/queries.ts';
import { splitFeedback, undoSplit } from './actions.ts';
import { linkFeedback, unlinkFeedback } from './links.ts';
import { linking, PART_NUMBERS, type PartGiven, type SplitForm, splitForm } from './schemas.ts';

const STAFF = ['screen', 'answer'] as const;

/** Parts of the form in which something was written. */
function partsOf(form: SplitForm): { n: number; part: PartGiven }[] {
  return PART_NUMBERS.flatMap((n) => {
    const field = (name: string) => form[`part-${n}-${name}`] as string | undefined;
    const [subject, text, regulation, unit] = ['subject', 'text', 'regulation', 'unit'].map(field);
    if (!subject && !text) return [];
    const files = [form[`part-${n}-files`] ?? []].flat();
    return [
      {
        n,
        part: {
          ...{ subject: subject ?? '', text: text ?? '', files },
          ...(regulation ? { regulation } : {}),
          ...(unit ? { unit } : {}),
        },
      },
    ];
  });
}

const LABELS = Object.fromEntries([
  ['rest', 'feedback.splitting.rest'],
  ...PART_NUMBERS.flatMap((n) => [
    [`part-${n}-subject`, 'feedback.splitting.subject'],
    [`part-${n}-text`, 'feedback.splitting.text'],
    [`part-${n}-files`, 'feedback.splitting.files'],
    [`part-${n}-regulation`, 'feedback.fields.regulation'],
    [`part-${n}-unit`, 'feedback.facts.unit'],
  ]),
]);

/** What was sent, beside a form for each matter. */
async function splitPage({ context }: Visit<any, any>, code: string, typed?: Typed): Promise<Reply> {
  const item = await itemPage(context, code);
  if (!item.inside || !item.own) throw new Forbidden();
  const values = typed?.values ?? {};
  const errors = typed?.errors ?? {};
  const told = typed?.refusal?.kind === 'conflict';
  return page('feedback/splitting/form', {
    ...typed,
    labels: LABELS,
    title: translator(context.language)('feedback.splitting.title', { code }),
    item,
    version: (!told && values['version']) || item.version,
    rest: values['rest'] ?? item.inside.publicText.text,
    parts: PART_NUMBERS.map((n) => ({
      n,
      ...Object.fromEntries(
        ['subject', 'text', 'regulation', 'unit'].map((name) => [name, values[`part-${n}-${name}`]]),
      ),
      files: [values[`part-${n}-files`] ?? []].flat(),
      open: n === 1 || [`part-${n}-subject`, `part-${n}-text`].some((name) => values[name] || errors[name]),
    })),
    regulations: allRegulations().map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
  });
}

export const splittingRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/split',
    who: STAFF,
    handler: (visit) => splitPage(visit, visit.params.code),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/split',
    who: STAFF,
    body: splitForm,
    handler: async ({ context, params, body }) => {
      const given = partsOf(body);
      const { version, rest } = body;
      await splitFeedback(
        context,
        params.code,
        { version, rest, parts: given.map(({ part }) => part) },
        (at, field) => `part-${given[at - 1]?.n ?? 1}-${field}`,
      );
      return seeOther(`/feedback/${params.code}`);
    },
    again: (visit, typed) => splitPage(visit, visit.params.code, typed),
  }),
  itemForm('split-undoing', {
    who: STAFF,
    body: undefined,
    act: ({ context }, code) => undoSplit(context, code),
  }),
  itemForm<{ other: string }>('linking', {
    who: STAFF,
    body: linking,
    act: ({ context, body }, code) => linkFeedback(context, code, body.other),
  }),
  itemForm<{ other: string }>('unlinking', {
    who: STAFF,
    body: linking,
    act: ({ context, body }, code) => unlinkFeedback(context, code, body.other),
  }),
];
