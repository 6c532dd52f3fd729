import { cityDate } from '../calendar/index.ts';
import { type PublicRequest, publicRequests, questionsAsked } from '../feedback/index.ts';
import { KINDS } from '../feedback/item/rules/fields.ts';
import { CONTENT_LANGUAGES, type Context, textIn } from '../platform/context.ts';
import { Invalid, NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { popularNamesOf, regulationOf, regulationsOn } from '../regulations/index.ts';
import { unitsInForce, wardsInForce } from '../units/index.ts';
import { GENERAL, MOST_REQUESTS, spanOf } from './rules.ts';
import type { RequestsQuery } from './schemas.ts';

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** When what is offered last became another; the standard wants it said. */
const CHANGESET = '2026-12-02T00:00:00Z';

export function discovery({ site, language }: Context) {
  return {
    changeset: CHANGESET,
    contact: translator(language)('open311.contact', { address: `${site.publicUrl}/guide` }),
    key_service: translator(language)('open311.key-service'),
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${site.publicUrl}/open311/v2`,
        changeset: CHANGESET,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}

/** The procedures that can be written about today, and one service for whoever knows of none. */
export function services({ language, now }: Context): object[] {
  const t = translator(language);
  const general = {
    service_code: GENERAL,
    service_name: t('open311.general'),
    description: t('open311.general-description'),
    ...{ metadata: true, type: 'realtime', keywords: '', group: t('open311.general-group') },
  };
  const procedures = regulationsOn(cityDate(now)).map((regulation) => ({
    service_code: regulation.slug,
    service_name: textIn(regulation.name, language),
    description: t('open311.about', { procedure: textIn(regulation.name, language) }),
    ...{ metadata: true, type: 'realtime' },
    keywords: popularNamesOf(regulation).join(','),
    group: textIn(regulation.field, language),
  }));
  return [general, ...procedures];
}

export const isService = (code: string): boolean => code === GENERAL || regulationOf(code) !== undefined;

interface Attribute {
  code: string;
  description: string | undefined;
  required: boolean;
  values: Choice[];
}

interface Choice {
  key: string;
  name: string | undefined;
}

/** What an office asks about its procedure, as attributes. */
async function questionsOf({ language, now }: Context, code: string): Promise<Attribute[]> {
  const t = translator(language);
  const yesOrNo = (['yes', 'no'] as const).map((each) => ({ key: each, name: t(`open311.answers.${each}`) }));
  const asked = code === GENERAL ? [] : await questionsAsked(code, cityDate(now));
  return asked.map(({ id, kind, words, choices, required }) => ({
    code: id,
    description: textIn(words, language),
    required,
    values:
      kind === 'yes-no'
        ? yesOrNo
        : choices.map((choice) => ({ key: choice.vi, name: textIn(choice, language) })),
  }));
}

/** What may be said beside the description. @throws NotFound */
export async function serviceDefinition(context: Context, code: string): Promise<object> {
  if (!isService(code)) throw new NotFound('open311.errors.service');
  const { language, now } = context;
  const t = translator(language);
  const named = ({ slug, name }: { slug: string; name: Parameters<typeof textIn>[0] }): Choice => ({
    key: slug,
    name: textIn(name, language),
  });
  const date = cityDate(now);
  const asked: [code: string, label: string, values?: Choice[]][] = [
    ['subject', t('open311.attributes.subject')],
    [
      'kind',
      t('open311.attributes.kind'),
      KINDS.map((kind) => ({ key: kind, name: t(`feedback.kinds.${kind}`) })),
    ],
    ['ward', t('open311.attributes.ward'), wardsInForce(date).map(named)],
    ...(code === GENERAL
      ? [['unit', t('open311.attributes.unit'), unitsInForce(date).map(named)] as [string, string, Choice[]]]
      : []),
    [
      'language',
      t('open311.attributes.language'),
      CONTENT_LANGUAGES.map((each) => ({ key: each, name: t(`site.languages.${each}`) })),
    ],
    [
      'publish_text',
      t('open311.attributes.publish_text'),
      (['yes', 'no'] as const).map((each) => ({ key: each, name: t(`open311.answers.${each}`) })),
    ],
  ];
  // Whoever names no procedure names an office, as in the form.
  const own = asked.map(([attribute, description, values = []]) => ({
    ...{ code: attribute, description, required: attribute === 'unit', values },
  }));
  const all: Attribute[] = [...own, ...(await questionsOf(context, code))];
  return {
    service_code: code,
    attributes: all.map(({ code, description, required, values }, at) => ({
      ...{ variable: true, code, datatype: values.length > 0 ? 'singlevaluelist' : 'string', required },
      ...{ datatype_description: '', order: at + 1, description, values },
    })),
  };
}

const codesIn = (list: string | undefined) => list?.split(',').map((code) => code.trim());

/** What everybody may read of items, by the names of the standard. @throws Invalid */
export async function requests(context: Context, query: RequestsQuery): Promise<object[]> {
  const codes = codesIn(query.service_request_id);
  const services = codesIn(query.service_code);
  const unknown = services?.find((code) => !isService(code));
  if (unknown) throw new Invalid({ service_code: { text: 'open311.errors.service' } });
  const span = spanOf(
    {
      ...(query.start_date ? { from: query.start_date } : {}),
      ...(query.end_date ? { to: query.end_date } : {}),
    },
    context.now,
  );
  const states = new Set(codesIn(query.status));
  const items = await publicRequests({
    ...(codes ? { codes } : span),
    ...(services ? { regulations: services.map((code) => (code === GENERAL ? null : code)) } : {}),
    ...(states.size === 1 ? { closed: states.has('closed') } : {}),
    most: MOST_REQUESTS,
  });
  return items.map((item) => shown(context, item));
}

/** @throws NotFound */
export async function request(context: Context, code: string): Promise<object> {
  const [item] = await publicRequests({ codes: [code], most: 1 });
  if (!item) throw new NotFound('open311.errors.request');
  return shown(context, item);
}

/** The number is given at once: a token is the number itself. @throws NotFound */
export async function requestOfToken(token: string): Promise<object> {
  const [item] = await publicRequests({ codes: [token], most: 1 });
  if (!item) throw new NotFound('open311.errors.request');
  return { service_request_id: item.code, token };
}

/** Neither sender nor address is ever among it; a place is part of the text. */
function shown({ site, language }: Context, item: PublicRequest) {
  const t = translator(language);
  const { code, regulation, unit, closedAt, receivedAt, dueAt, subject, text, answer } = item;
  const said = [t(`feedback.labels.${item.label}`), answer, `${site.publicUrl}/feedback/${code}`];
  return {
    service_request_id: code,
    status: closedAt ? 'closed' : 'open',
    status_notes: said.filter(Boolean).join('\n'),
    service_name: regulation ? textIn(regulation.name, language) : t('open311.general'),
    service_code: regulation?.slug ?? GENERAL,
    description: subject === undefined ? '' : `${subject}\n\n${text}`,
    agency_responsible: unit ? textIn(unit.name, language) : '',
    service_notice: '',
    requested_datetime: receivedAt.toISOString(),
    updated_datetime: (closedAt ?? receivedAt).toISOString(),
    expected_datetime: dueAt.toISOString(),
    ...{ address: '', address_id: '', zipcode: '', lat: null, long: null, media_url: '' },
  };
}
