import Joi from 'joi';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { line } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import type { SynonymWords } from '../rules.ts';
import { setSynonyms } from './actions.ts';
import { synonymRows } from './settings.ts';

const WHO = ['catalogue'] as const;
const LONGEST = 300;

type SynonymBody = Record<ContentLanguage, string> & { number: number; id?: string };

const number = Joi.number().integer().min(1).required();
const id = line(60);
const phrases = line(LONGEST).allow('').default('');
const synonymForm = Joi.object<SynonymBody>({
  number,
  id: id.empty(''),
  vi: phrases,
  en: phrases,
  ru: phrases,
});
const removalForm = Joi.object<SynonymBody>({ number, id: id.required() });
const search = Joi.object<{ id?: string }>({ id: id.empty('') });

/** Words as people type them: parted by commas. */
function wordsOf(body: SynonymBody): SynonymWords {
  const listed = (typed: string) => [
    ...new Set(
      typed
        .split(/[,;]/)
        .map((phrase) => phrase.trim())
        .filter(Boolean),
    ),
  ];
  return { vi: listed(body.vi), en: listed(body.en), ru: listed(body.ru) };
}

async function showSynonyms({ context, query }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const { number, rows } = await synonymRows();
  const current = rows.filter(({ validTo }) => validTo === null);
  const chosen = current.find((row) => row.id === query?.id);
  const written = chosen && CONTENT_LANGUAGES.map((language) => [language, chosen[language].join(', ')]);
  return page('regulations/synonyms', {
    title: translator(context.language)('regulations.synonyms.title'),
    number,
    current,
    former: rows.filter(({ validTo }) => validTo !== null).reverse(),
    longest: LONGEST,
    values: written ? { id: chosen.id, ...Object.fromEntries(written) } : {},
    ...typed,
  });
}

export const synonymRoutes: Route[] = [
  route({
    method: 'get',
    path: '/synonyms',
    who: WHO,
    query: search,
    handler: (visit) => showSynonyms(visit),
  }),
  route({
    method: 'post',
    path: '/synonyms',
    who: WHO,
    body: synonymForm,
    async handler({ context, body }) {
      const row = body.id ? { id: body.id } : {};
      await setSynonyms(context, { ...row, words: wordsOf(body), number: body.number });
      return seeOther('/synonyms');
    },
    again: showSynonyms,
  }),
  route({
    method: 'post',
    path: '/synonyms/removal',
    who: WHO,
    body: removalForm,
    async handler({ context, body }) {
      await setSynonyms(context, { id: body.id!, words: undefined, number: body.number });
      return seeOther('/synonyms');
    },
    again: showSynonyms,
  }),
];
