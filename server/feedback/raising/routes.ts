import { randomUUID } from 'node:crypto';
import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { regulationsOn } from '../../regulations/index.ts';
import { namedUnits, unitsInForce } from '../../units/index.ts';
import { ATTACHED } from '../attachments/attach.ts';
import { FORM, formModel } from '../submission/routes.ts';
import { raiseFeedback } from './actions.ts';
import { ownOffices, raisedByOwn, raisedFigures } from './queries.ts';
import { difficultyForm, raisedQuery } from './schemas.ts';

const AT = '/difficulties';

function showForm(context: Context, values: Record<string, unknown>, typed: object = {}) {
  const today = cityDate(context.now);
  const offices = namedUnits(ownOffices(context));
  return page('feedback/raising/new', {
    ...formModel(context, {}),
    title: translator(context.language)('feedback.raising.new'),
    ...typed,
    values,
    offices,
    office: offices.length === 1 ? offices[0] : undefined,
    languageForm: FORM,
    regulations: regulationsOn(today).map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(today).map(({ slug, name }) => ({ slug, name })),
  });
}

export const raisingRoutes: Route[] = [
  route({
    method: 'get',
    path: AT,
    who: ['answer'],
    query: raisedQuery,
    handler: async ({ context, query }) => {
      const [{ items, next }, figures] = await Promise.all([
        raisedByOwn(context, query.after),
        raisedFigures(context),
      ]);
      return page('feedback/raising/list', {
        title: translator(context.language)('feedback.raising.title'),
        ...{ items, figures, offices: namedUnits(ownOffices(context)) },
        next: next && `${AT}?after=${next}`,
        first: query.after ? AT : undefined,
      });
    },
  }),
  route({
    method: 'get',
    path: `${AT}/new`,
    who: ['answer'],
    handler: async ({ context }) =>
      showForm(context, {
        idempotencyKey: randomUUID(),
        kind: 'feedback',
        language: 'vi',
        publishText: 'yes',
      }),
  }),
  route({
    method: 'post',
    path: `${AT}/new`,
    who: ['answer'],
    body: difficultyForm,
    files: ATTACHED,
    handler: async ({ context, body, kept }) => {
      const { idempotencyKey, ...input } = body;
      const { code } = await raiseFeedback(context, input, { channel: 'web', idempotencyKey, files: kept });
      return seeOther(`/feedback/${code}`);
    },
    again: async ({ context, kept, fileFaults }, typed) =>
      showForm(context, typed.values, { ...typed, kept, fileFaults }),
  }),
];
