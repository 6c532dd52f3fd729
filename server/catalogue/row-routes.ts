import type Joi from 'joi';
import { type Context, type Language, textIn } from '../platform/context.ts';
import { Invalid, NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import {
  AUDIENCES,
  allRegulations,
  LEVELS,
  ONLINE,
  type Regulation,
  regulationOf,
  TIME_UNITS,
} from '../regulations/index.ts';
import { UNIT_KINDS, type Unit, unitOf } from '../units/index.ts';
import { changeCatalogue, checkRow, digestOf } from './actions.ts';
import { changesShown, effectOf, regulationChoices, unitChoices } from './queries.ts';
import { type Flat, flatRegulation, flatUnit, regulationFrom, unitFrom } from './rules.ts';
import { type RowForm, regulationForm, unitForm } from './schemas.ts';
import { shownDifferences } from './shown.ts';

const WHO = ['catalogue'] as const;

/** What the pages of units and of procedures do each in their own way. */
interface Sort<Row extends Unit | Regulation> {
  kind: 'units' | 'regulations';
  /** Path of the form of a new one. */
  fresh: string;
  view: string;
  form: Joi.ObjectSchema<RowForm>;
  of(slug: string): Row | undefined;
  flat(row: Partial<Row>): Flat;
  /** @throws Invalid */
  from(slug: string, flat: Flat, before: Row | undefined): Row;
  choices(context: Context, row: Row | undefined): object;
}

const UNITS: Sort<Unit> = {
  ...{ kind: 'units', fresh: '/catalogue/new-unit', view: 'catalogue/unit', form: unitForm },
  of: unitOf,
  flat: flatUnit,
  from(slug, flat, before) {
    const places = Object.keys(flat).filter((name) => name.startsWith('placeName-') && flat[name]);
    if (places.length > 0 && places.length < 3)
      throw new Invalid({ 'placeName-vi': { text: 'catalogue.errors.all-three' } });
    return unitFrom(slug, flat, before);
  },
  choices: (context, unit) => ({ ...unitChoices(context, unit), kinds: UNIT_KINDS }),
};

const REGULATIONS: Sort<Regulation> = {
  ...{ kind: 'regulations', fresh: '/catalogue/new-procedure', view: 'catalogue/regulation' },
  form: regulationForm,
  of: regulationOf,
  flat: flatRegulation,
  from(slug, flat, before) {
    const field = allRegulations().find(({ fieldKey }) => fieldKey === flat['field'])?.field;
    if (!field) throw new Invalid({ field: { text: 'errors.field.choose' } });
    return regulationFrom(slug, flat, { before, field });
  },
  choices: (context, regulation) => ({
    ...regulationChoices(context, regulation),
    ...{ levels: LEVELS, audiences: AUDIENCES, timeUnits: TIME_UNITS, onlines: ONLINE },
  }),
};

const titleOf = (name: string, language: Language) => translator(language)(`catalogue.${name}`);

async function formPage<Row extends Unit | Regulation>(
  context: Context,
  sort: Sort<Row>,
  { slug, typed }: { slug?: string | undefined; typed?: Typed | undefined },
): Promise<Reply> {
  const row = slug === undefined ? undefined : sort.of(slug);
  if (slug !== undefined && !row) throw new NotFound();
  return page(sort.view, {
    title: row ? textIn(row.name, context.language) : titleOf(`new-${sort.kind}`, context.language),
    ...{ row, kind: sort.kind, action: row ? `/catalogue/${sort.kind}/${slug}` : sort.fresh },
    seen: digestOf(row),
    ...sort.choices(context, row),
    changes: row ? await changesShown(context, slug) : [],
    values: sort.flat((row ?? {}) as Partial<Row>),
    ...typed,
  });
}

/** @throws Invalid for what does not fit the rest of the catalogue */
function rowOfForm<Row extends Unit | Regulation>(
  sort: Sort<Row>,
  body: RowForm,
  slug: string | undefined,
): Row {
  const known = slug === undefined ? undefined : sort.of(slug);
  if (slug !== undefined && !known) throw new NotFound();
  const own = slug ?? body.slug;
  if (!own) throw new Invalid({ slug: { text: 'errors.field.required' } });
  if (!known && sort.of(own)) throw new Invalid({ slug: { text: 'catalogue.errors.slug-taken' } });
  const row = sort.from(own, body, known);
  checkRow(sort.kind, row);
  return row;
}

async function save<Row extends Unit | Regulation>(
  { context, body }: Visit<RowForm, any, any>,
  sort: Sort<Row>,
  slug: string | undefined,
): Promise<Reply> {
  const { confirmed, seen, ...values } = body;
  if (confirmed === 'no') return formPage(context, sort, { slug, typed: { values, errors: {} } });
  const row = rowOfForm(sort, body, slug);
  if (confirmed === 'yes') {
    const rows = [{ slug: row.slug, after: { ...(row as object) } }];
    await changeCatalogue(context, { kind: sort.kind, way: 'page', rows }, { [row.slug]: seen });
    return seeOther(`/catalogue/${sort.kind}/${row.slug}`);
  }
  const before = slug === undefined ? undefined : sort.of(slug);
  return page('catalogue/preview', {
    title: textIn(row.name, context.language),
    ...{ row, kind: sort.kind, isNew: !before },
    action: before ? `/catalogue/${sort.kind}/${slug}` : sort.fresh,
    differences: shownDifferences(sort.kind, before, row),
    effect: before && sort.kind === 'units' ? await effectOf(context, row.slug) : undefined,
    typed: Object.entries({ ...values, seen }).map(([name, value]) => ({ name, value })),
  });
}

function routesOf<Row extends Unit | Regulation>(sort: Sort<Row>): Route[] {
  const path = `/catalogue/${sort.kind}/:slug` as const;
  return [
    route({
      method: 'get',
      path: sort.fresh,
      who: WHO,
      handler: ({ context }) => formPage(context, sort, {}),
    }),
    route({
      method: 'post',
      path: sort.fresh,
      who: WHO,
      body: sort.form,
      handler: (visit) => save(visit, sort, undefined),
      again: ({ context }, typed) => formPage(context, sort, { typed }),
    }),
    route({
      method: 'get',
      path,
      who: WHO,
      handler: ({ context, params }) => formPage(context, sort, { slug: params.slug }),
    }),
    route({
      method: 'post',
      path,
      who: WHO,
      body: sort.form,
      handler: (visit) => save(visit, sort, visit.params.slug),
      again: ({ context, params }, typed) => formPage(context, sort, { slug: params.slug, typed }),
    }),
  ];
}

/** Forms of one unit and of one procedure. */
export const rowRoutes: Route[] = [...routesOf(UNITS), ...routesOf(REGULATIONS)];
