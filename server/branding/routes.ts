import Joi from 'joi';
import { CONTENT_LANGUAGES, LANGUAGES, type Trilingual } from '../platform/context.ts';
import { Invalid, NotFound } from '../platform/errors.ts';
import { fileOf } from '../platform/files/index.ts';
import { translator } from '../platform/i18n/texts.ts';
import { line } from '../platform/web/check.ts';
import { file, page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { checkColour, removeSeal, setBrand, setSeal } from './actions.ts';
import { branded } from './current.ts';
import { brandShown } from './queries.ts';
import { BRAND_TEXTS, type Branding, halfTexts, stylesOf } from './rules.ts';

const WHO = ['branding'] as const;
const PATH = '/administration/branding';
const SEAL_BYTES = 300 * 1024;

interface BrandBody extends Record<string, unknown> {
  number: number;
  accent?: string;
  languages: string[];
  confirmed?: 'yes' | 'no';
}

const texts = BRAND_TEXTS.flatMap((name) => CONTENT_LANGUAGES.map((language) => `${name}-${language}`));

const brandForm = Joi.object<BrandBody>({
  number: Joi.number().integer().min(1).required(),
  ...Object.fromEntries(texts.map((name) => [name, line(300).empty('')])),
  accent: Joi.string()
    .trim()
    .lowercase()
    .pattern(/^#[0-9a-f]{6}$/)
    .empty(''),
  languages: Joi.array()
    .items(Joi.valid(...LANGUAGES))
    .unique()
    .max(LANGUAGES.length)
    .single()
    .default([]),
  confirmed: Joi.valid('yes', 'no').empty(''),
});

/** @throws Invalid where a text is there in one language and not in another */
function brandOf(body: BrandBody): Branding {
  const own = Object.fromEntries(
    BRAND_TEXTS.map((name) => [
      name,
      Object.fromEntries(
        CONTENT_LANGUAGES.flatMap((language) => {
          const text = body[`${name}-${language}`];
          return text ? [[language, text]] : [];
        }),
      ) as Partial<Trilingual>,
    ]),
  );
  const half = halfTexts(own);
  if (half.length > 0)
    throw new Invalid(Object.fromEntries(half.map((name) => [name, { text: 'branding.errors.all-three' }])));
  const given = BRAND_TEXTS.map((name) => [name, own[name]!.vi ? own[name] : null]);
  return { ...Object.fromEntries(given), accent: body.accent ?? null, languages: body.languages };
}

async function brandPage({ context, query }: Visit<any, { again?: string }>, typed?: Typed): Promise<Reply> {
  return page('branding/show', {
    title: translator(context.language)('branding.title'),
    ...(await brandShown(context, query.again)),
    ...typed,
  });
}

/** How head, buttons and foot would look. */
function preview({ context, body }: Visit<BrandBody, any>): Reply {
  const brand = brandOf(body);
  checkColour(brand);
  const { confirmed: _, ...values } = body;
  return page('branding/preview', {
    title: translator(context.language)('branding.preview-title'),
    brand,
    texts: BRAND_TEXTS.map((name) => ({ name, text: brand[name] })),
    typed: Object.entries(values).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => ({ name, value: each })),
    ),
  });
}

export const brandRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who: WHO,
    query: Joi.object<{ again?: string }>({ again: Joi.valid('last').empty('') }),
    handler: (visit) => brandPage(visit),
  }),
  route({
    method: 'post',
    path: PATH,
    who: WHO,
    body: brandForm,
    async handler(visit) {
      const { confirmed, number, ...values } = visit.body;
      if (confirmed === 'no') return brandPage({ ...visit, query: {} }, { values, errors: {} });
      if (!confirmed) return preview(visit);
      await setBrand(visit.context, brandOf(visit.body), number);
      return seeOther(PATH);
    },
    again: (visit, typed) => brandPage({ ...visit, query: {} }, typed),
  }),
  route({
    method: 'post',
    path: '/administration/branding/seal',
    who: WHO,
    files: { field: 'file', mostBytes: SEAL_BYTES, most: 1 },
    async handler({ context, files }) {
      if (!files[0]) throw new Invalid({ file: { text: 'errors.field.file-none' } });
      await setSeal(context, files[0]);
      return seeOther(PATH);
    },
    again: async (visit, { errors, refusal }) =>
      brandPage(
        { ...visit, query: {} },
        {
          values: (await brandShown(visit.context, undefined)).values,
          errors,
          ...(refusal ? { refusal } : {}),
        },
      ),
  }),
  route({
    method: 'post',
    path: '/administration/branding/seal/removal',
    who: WHO,
    async handler({ context }) {
      await removeSeal(context);
      return seeOther(PATH);
    },
  }),
  route({
    method: 'get',
    path: '/brand.css',
    who: 'anyone',
    handler: async () => {
      const { accent } = branded().brand;
      return file('text/css; charset=utf-8', accent ? stylesOf(accent) : '');
    },
  }),
  route({
    method: 'get',
    path: '/seal',
    who: 'anyone',
    handler: async () => {
      const { seal } = branded();
      const stored = seal ? await fileOf(seal) : undefined;
      if (!stored) throw new NotFound();
      return file(stored.type, stored.bytes);
    },
  }),
];
