import { submitFeedback } from '../feedback/index.ts';
import { LEAST } from '../feedback/item/rules/fields.ts';
import { MOST_QUESTIONS } from '../feedback/item/rules/procedure-questions.ts';
import { type Context, contentLanguage } from '../platform/context.ts';
import { Invalid, NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { isService } from './queries.ts';
import { GENERAL, subjectOf } from './rules.ts';
import { type NewRequest, REPLY } from './schemas.ts';

/**
 * Hands in what a program of the standard sends, as everybody hands in: the same checks, limits and journal. Whoever is
 * signed in counts for nothing: no form of ours has sent it.
 * @throws Invalid by the names of the standard, NotFound for a service that is none
 */
export async function postRequest(context: Context, body: NewRequest): Promise<object> {
  const { service_code: code, email, phone } = body;
  if (!isService(code)) throw new NotFound('open311.errors.service');
  const kind = body['attribute[kind]'] ?? 'feedback';
  const language = body['attribute[language]'] ?? contentLanguage(context.language);
  const ward = body['attribute[ward]'] ?? body.address_id;
  const unit = body['attribute[unit]'];
  const name = [body.last_name, body.first_name].filter(Boolean).join(' ');
  const visitor: Context = { ...context, actor: { kind: 'visitor', holds: [] } };
  const receipt = await submitFeedback(
    visitor,
    {
      ...(code === GENERAL ? {} : { regulation: code }),
      ...(ward ? { ward } : {}),
      ...(unit && code === GENERAL ? { unit } : {}),
      ...{ kind, language, senderKind: 'citizen', publishText: body['attribute[publish_text]'] !== 'no' },
      subject: body['attribute[subject]'] ?? subjectOf(body.description, LEAST.subject),
      text: withPlace(body, language),
      ...(name ? { name } : {}),
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
      ...(code === GENERAL ? {} : { questionReplies: repliesIn(body) }),
    },
    { channel: 'api' },
  ).catch((error: unknown) => {
    throw error instanceof Invalid ? new Invalid(byTheirNames(error.fields, code)) : error;
  });
  const t = translator(context.language);
  return {
    service_request_id: receipt.code,
    service_notice: t('open311.notice', {
      key: receipt.key,
      address: `${context.site.publicUrl}/track`,
    }),
    account_id: '',
  };
}

/** As the standard's attributes bring them; what is no question of the procedure is left out. */
function repliesIn(body: NewRequest): { question: string; reply: string }[] {
  const given = Object.entries(body).flatMap(([name, reply]) => {
    const question = REPLY.exec(name)?.[1];
    return question && reply ? [{ question, reply: String(reply) }] : [];
  });
  return given.slice(0, MOST_QUESTIONS);
}

/** Where it is and what shows it belongs to what is said: procedures have no place, and nothing is fetched from elsewhere. */
function withPlace(body: NewRequest, language: Parameters<typeof translator>[0]): string {
  const { description, address_string: address, lat, long, media_url: media } = body;
  const t = translator(language);
  const lines = [
    ...(address ? [t('open311.place', { place: address })] : []),
    ...(lat !== undefined && long !== undefined ? [t('open311.place', { place: `${lat}, ${long}` })] : []),
    ...(media ? [t('open311.media', { address: media })] : []),
  ];
  return [description, ...lines].join('\n');
}

const THEIR_NAMES: Record<string, string> = {
  questionReplies: 'attribute',
  text: 'description',
  name: 'first_name',
  regulation: 'service_code',
  subject: 'attribute[subject]',
  ward: 'attribute[ward]',
  unit: 'attribute[unit]',
};

function byTheirNames(fields: Invalid['fields'], service: string): Invalid['fields'] {
  const names = { ...THEIR_NAMES, ...(service === GENERAL ? { regulation: 'attribute[unit]' } : {}) };
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [names[name as keyof typeof names] ?? name, text]),
  );
}
