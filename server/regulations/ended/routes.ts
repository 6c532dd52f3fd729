import Joi from 'joi';
import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { line, optional } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { civilDateShape } from '../../units/index.ts';
import { allRegulations, namedRegulation } from '../catalogue.ts';
import { canRecordEnds, type EndTyped, recordEnd, takeBackEnd } from './actions.ts';
import { endedRules } from './queries.ts';
import { ENDED_KINDS, type EndedKind, type EndedRule } from './rules.ts';

const WHO = ['ended-procedures'] as const;
const MOST = 200;

const form = Joi.object<EndTyped>({
  kind: Joi.string()
    .valid(...ENDED_KINDS)
    .required(),
  name: line(MOST).required(),
  endedOn: civilDateShape().required(),
  replacedBy: optional(line(MOST)),
});
const query = Joi.object<{ kind?: EndedKind }>({
  kind: Joi.string()
    .valid(...ENDED_KINDS)
    .empty(''),
});
const removal = Joi.object<{ key: string }>({ key: line(MOST + 20).required() });

const LABELS = {
  kind: 'regulations.ended.kind',
  name: 'regulations.ended.name',
  endedOn: 'regulations.ended.last-day',
  replacedBy: 'regulations.ended.replaced-by',
};

function shown(rule: EndedRule, today: string) {
  const { name, replacedBy, kind } = rule;
  const procedure = kind === 'procedure';
  return {
    ...rule,
    coming: rule.endedOn >= today,
    ...(procedure ? { regulation: namedRegulation(name) } : {}),
    ...(procedure && replacedBy ? { replacement: namedRegulation(replacedBy) } : {}),
  };
}

async function endedPage(
  { actor, language, now }: Context,
  asked: EndedKind = 'document',
  typed: Partial<Typed> = {},
): Promise<Reply> {
  const today = cityDate(now);
  const may = canRecordEnds(actor);
  const given = typed.values?.['kind'];
  const kind = ENDED_KINDS.find((each) => each === given) ?? asked;
  return page('regulations/ended', {
    title: translator(language)('regulations.ended.title'),
    rules: endedRules().map((rule) => shown(rule, today)),
    may,
    kind,
    ...(may && kind === 'procedure' ? { regulations: allRegulations() } : {}),
    labels: LABELS,
    ...typed,
  });
}

export const endedRoutes: Route[] = [
  route({
    method: 'get',
    path: '/ended-rules',
    who: 'anyone',
    limit: 'lists',
    query,
    handler: ({ context, query }: Visit<any, { kind?: EndedKind }>) => endedPage(context, query.kind),
  }),
  route({
    method: 'post',
    path: '/ended-rules',
    who: WHO,
    body: form,
    async handler({ context, body }) {
      await recordEnd(context, { ...body, replacedBy: body.replacedBy || null });
      return seeOther('/ended-rules');
    },
    again: ({ context }, typed) => endedPage(context, undefined, typed),
  }),
  route({
    method: 'post',
    path: '/ended-rules/removal',
    who: WHO,
    body: removal,
    async handler({ context, body }) {
      await takeBackEnd(context, body.key);
      return seeOther('/ended-rules');
    },
    again: ({ context }, typed) => endedPage(context, undefined, typed),
  }),
];
