import { randomUUID } from 'node:crypto';
import Joi from 'joi';
import { splitPoints } from '../../answer-quality/index.ts';
import { cityDate } from '../../calendar/index.ts';
import { CONTENT_LANGUAGES, type Context, contentLanguage, isStaff } from '../../platform/context.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { ACCEPTED } from '../../platform/files/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { shownParts } from '../../platform/site.ts';
import { line, readable } from '../../platform/web/check.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import {
  isEnded,
  regulationOf,
  regulationsOn,
  requiredDocuments,
  searchRegulations,
} from '../../regulations/index.ts';
import { searchUnits, unitOf, unitsInForce, wardsInForce } from '../../units/index.ts';
import { mostSimilar, type OpenCase, similarOpen } from '../answer-check/similar.ts';
import { ATTACHED } from '../attachments/attach.ts';
import { limitOf } from '../clocks/deadlines.ts';
import { citizenSignIn, provenAddress } from '../contact/own-address.ts';
import { lastMonths } from '../figures/cells.ts';
import { mostAsked } from '../figures/read.ts';
import { CHANNELS, KINDS, MOST, SENDER_KINDS } from '../item/rules/fields.ts';
import { numbered } from '../item/rules/points.ts';
import type { ProcedureQuestion } from '../item/rules/procedure-questions.ts';
import { listFeedback } from '../lists/queries.ts';
import { faultsInForm, questionsInForm, repliesIn, withReplies } from '../procedure-questions/in-form.ts';
import { questionsAsked } from '../procedure-questions/queries.ts';
import type { ReplyFields } from '../procedure-questions/schemas.ts';
import { personalInWords } from '../screening/personal-data.ts';
import { submissionFaults, submitFeedback } from './actions.ts';
import { showReceipt } from './receipt-routes.ts';
import { senderRequirementOn } from './requirements/settings.ts';
import { type Submission, submissionForm } from './schemas.ts';
import {
  type Errors,
  errorsOfWords,
  type FormPart,
  OF_WORDS,
  partsShown,
  pressed,
  stepsAt,
} from './steps.ts';

declare module '../../platform/context.ts' {
  interface PageSubjects {
    /** Where people choose what to write about. */
    submit: Record<string, never>;
  }
}

type FormBody = Submission & ReplyFields & { idempotencyKey: string };

interface Choice {
  regulation?: string;
  unit?: string;
  q?: string;
}

const choice = Joi.object<Choice>({
  regulation: Joi.string().max(80).empty(''),
  unit: Joi.string().max(80).empty(''),
  q: line(200).empty(''),
});

/** Id of the form: in another language it is shown with what stands in it. */
export const FORM = 'feedback-form';

/** What the form needs beside what was typed. */
export function formModel(context: Context, { regulation, unit }: Choice): Record<string, unknown> {
  const date = cityDate(context.now);
  return {
    regulation: regulation ? regulationOf(regulation) : undefined,
    unit: unit ? unitOf(unit) : undefined,
    wards: wardsInForce(date).map(({ slug, name, placeName }) => ({ slug, name: placeName ?? name })),
    units: unitsInForce(date).map(({ slug, name }) => ({ slug, name })),
    kinds: KINDS,
    senderKinds: SENDER_KINDS,
    channels: CHANNELS,
    published: regulation ? requiredDocuments(regulation, date) : undefined,
    requirement: senderRequirementOn(date),
    most: MOST,
    writingLanguages: CONTENT_LANGUAGES,
    acceptedFiles: ACCEPTED,
  };
}

/**
 * The form, all of it in the page and one part of it open: what stands in the others goes along.
 * @param wanted the part that opens when nothing is wrong
 */
async function showForm(
  visit: Pick<Visit, 'context' | 'cookies' | 'kept' | 'fileFaults'>,
  typed: Partial<Typed> & { values: Record<string, unknown> },
  { wanted = 'words', ...more }: { wanted?: FormPart } & Record<string, unknown> = {},
): Promise<Reply> {
  const { context, kept, fileFaults } = visit;
  const values = {
    idempotencyKey: randomUUID(),
    language: contentLanguage(context.language),
    kind: 'feedback',
    senderKind: 'citizen',
    publishText: 'yes',
    email: provenAddress(visit),
    ...typed.values,
  };
  const shownAt = placeOf(values as Choice);
  const open = partsShown(typed.errors ?? {}, wanted);
  const at = open.words ? 'words' : 'sender';
  return page('feedback/submission/new', {
    ...formModel(context, values as Choice),
    ...questionsInForm(await questionsOf(context, values), values),
    ...more,
    ...typed,
    ...{ values, kept, fileFaults, open, shown: at },
    title: translator(context.language)(`feedback.new.${at}`),
    steps: stepsAt(at),
    languageForm: FORM,
    ...{ shownAt, citizen: citizenSignIn(visit, shownAt) },
  });
}

/** What is asked today of whoever fills in a form with these values. */
function questionsOf({ now }: Context, values: object): Promise<ProcedureQuestion[]> {
  const { regulation } = values as { regulation?: unknown };
  return questionsAsked(typeof regulation === 'string' ? regulation : undefined, cityDate(now));
}

/** What sending would refuse. */
async function faultsOf(context: Context, form: FormBody): Promise<Errors> {
  const replies = faultsInForm(await questionsOf(context, form), repliesIn(form));
  return { ...submissionFaults(form, cityDate(context.now)), ...replies };
}

const MOST_ALIKE = 3;

/** What others have asked before and were answered: whoever finds the answer there need not wait for one. */
async function answeredAlike(values: Submission): Promise<object[]> {
  const { subject, text, language, regulation = null } = values;
  const words = { subject, text };
  const asked = { code: '', unit: null, language, regulation, originalText: words, publicText: words };
  return (await mostSimilar(asked)).slice(0, MOST_ALIKE);
}

/** What others have asked and wait for: whoever has the same matter can say so there. */
function openAlike({ subject, text }: Submission): Promise<OpenCase[]> {
  return similarOpen({ subject, text }, MOST_ALIKE);
}

/** Where the form can be opened again. */
function placeOf({ regulation, unit }: Choice): string {
  const [name, slug] = regulation ? ['regulation', regulation] : ['unit', unit ?? ''];
  return `/feedback/new?${new URLSearchParams({ [name]: String(slug) })}`;
}

const MOST_OFFERED = 8;

/** For those who have not typed anything yet: what people write about at present, in a new city the first of the catalogue. */
async function oftenAsked({ now }: Context): Promise<object[]> {
  const date = cityDate(now);
  const asked = (await mostAsked(lastMonths(date), MOST_OFFERED)).flatMap((slug) => {
    const regulation = regulationOf(slug);
    return regulation && !isEnded(regulation, date) ? regulation : [];
  });
  return asked.length > 0 ? asked : regulationsOn(date).slice(0, MOST_OFFERED);
}

async function chooseSubject(context: Context, q: string | undefined): Promise<Reply> {
  const date = cityDate(context.now);
  const found = q ? await listFeedback(context, { q, status: 'answered' }) : undefined;
  return page('feedback/submission/choose', {
    title: translator(context.language)('feedback.choose.title'),
    steps: stepsAt('choose'),
    mailAddress: context.site.mailIn?.address,
    parts: await shownParts('submit', context, {}),
    q,
    answered: found?.items.filter(({ subject }) => subject).slice(0, MOST_ALIKE),
    regulations: q
      ? searchRegulations(q, 30).filter((each) => !isEnded(each, date))
      : await oftenAsked(context),
    units: q ? searchUnits(q, date, 10) : [],
  });
}

const FIELDS = [
  ...OF_WORDS,
  ...['senderKind', 'name', 'organisation', 'email', 'phone', 'address', 'publishText', 'language'],
];

/** A refused form names everything that is wrong with it at once, from top to bottom. */
export function withAllFaults(typed: Typed, date: string): Typed {
  if (typed.refusal?.kind !== 'invalid') return typed;
  const errors = { ...submissionFaults(typed.values as Partial<Submission>, date), ...typed.errors };
  const names = [...FIELDS, ...Object.keys(errors)].filter((name) => errors[name]);
  return { ...typed, errors: Object.fromEntries(names.map((name) => [name, errors[name]!])) };
}

/** What the sender has typed as the public will see it. */
async function preview(visit: Visit<any, any>, values: FormBody, again: object = {}): Promise<Reply> {
  const { context } = visit;
  return page('feedback/submission/preview', {
    ...formModel(context, values),
    ...questionsInForm(await questionsOf(context, values), values),
    title: translator(context.language)('feedback.preview.title'),
    steps: stepsAt('check'),
    ...{ shown: 'preview', open: {} },
    limit: limitOf({
      ...{ kind: values.kind, regulation: values.regulation ?? null, receivedAt: context.now },
      ...{ reopening: null, classification: null },
    }),
    ward: values.ward ? unitOf(values.ward) : undefined,
    conductOf: values.conductOf ? unitOf(values.conductOf) : undefined,
    personal: values.publishText ? personalInWords(values, values.language) : undefined,
    values: {
      ...values,
      publishText: values.publishText ? 'yes' : 'no',
      points: (values.points ?? pointsOf(values)).join('\n'),
      papers: values.papers?.join('\n'),
    },
    languageForm: FORM,
    shownAt: placeOf(values),
    kept: visit.kept,
    ...again,
  });
}

const pointsOf = ({ text, language }: Submission): string[] =>
  numbered(splitPoints(text, language)).map((point) => point.text.replaceAll('\n', ' '));

/** Points are kept only if the sender has changed them: else a changed text is split anew. */
function editedPoints(values: Submission): string | undefined {
  const { points } = values;
  if (!points || points.join('\n') === pointsOf(values).join('\n')) return undefined;
  return points.join('\n');
}

/** What the preview has no field for is typed in the form; all else keeps whoever looks at the preview there. */
function previewAgain(visit: Visit<any, any>, typed: Typed): Promise<Reply> | undefined {
  const { errors, refusal } = typed;
  const names = Object.keys(errors);
  const stays =
    names.length === 0 && typed.values['shown'] === 'preview' && pressed(typed.values) !== 'change';
  const onlyPoints = names.length === 1 && names[0] === 'points';
  if (!stays && !onlyPoints) return undefined;
  const { points, ...rest } = typed.values;
  const value = readable(submissionForm, rest);
  if (!value) return undefined;
  const values = { ...rest, points };
  return preview(visit, value, { errors, refusal, values });
}

/** A refused form names what is wrong with the steps that somebody has come to. */
async function formAgain(visit: Visit<any, any>, typed: Typed): Promise<Reply> {
  const replies = faultsInForm(await questionsOf(visit.context, typed.values), repliesIn(typed.values));
  const all = withAllFaults(
    { ...typed, errors: { ...replies, ...typed.errors } },
    cityDate(visit.context.now),
  );
  const step = pressed(typed.values);
  if (all.refusal?.kind !== 'invalid' || step === 'preview' || step === 'send')
    return showForm(visit, all, { wanted: typed.values['shown'] === 'sender' ? 'sender' : 'words' });
  const errors = step === 'sender' ? errorsOfWords(all.errors) : {};
  if (Object.keys(errors).length > 0) return showForm(visit, { ...all, errors });
  return showForm(visit, { values: typed.values }, { wanted: step === 'sender' ? 'sender' : 'words' });
}

/** Back to the words, or on to the sender. */
async function otherPart(visit: Visit<FormBody>, to: FormPart): Promise<Reply> {
  const { body, context } = visit;
  const values = {
    ...body,
    publishText: body.publishText ? 'yes' : 'no',
    points: editedPoints(body),
    papers: body.papers?.join('\n'),
  };
  if (to === 'words') return showForm(visit, { values });
  const faults = errorsOfWords(await faultsOf(context, body));
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  const [alike, openOnes] = await Promise.all([answeredAlike(body), openAlike(body)]);
  return showForm(visit, { values }, { wanted: 'sender', alike, openAlike: openOnes });
}

export const submitRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/new',
    who: 'anyone',
    query: choice,
    handler: async (visit) => {
      const { context, query, limits, network } = visit;
      // The form itself opens however many look at lists from the same network.
      if (query.q) await limits.take('lists', isStaff(context.actor) ? context.actor.id : network);
      if (!query.regulation && !query.unit) return chooseSubject(context, query.q);
      if (query.regulation && !regulationOf(query.regulation)) throw new NotFound();
      if (query.unit && !unitOf(query.unit)) throw new NotFound();
      const form = await showForm(visit, { values: { ...query } }, { fresh: true });
      return provenAddress(visit) ? form : { ...form, revisited: true };
    },
  }),
  route({
    method: 'get',
    path: '/feedback/complaints',
    who: 'anyone',
    handler: async ({ context }) =>
      page('feedback/submission/complaints', {
        title: translator(context.language)('feedback.complaints.title'),
        parts: await shownParts('submit', context, {}),
      }),
  }),
  route({
    method: 'post',
    path: '/feedback/new',
    who: 'anyone',
    body: submissionForm,
    files: ATTACHED,
    onlyShows: (body) => pressed(body) !== 'send',
    handler: async (visit) => {
      const { step: _step, shown: _shown, idempotencyKey, ...input } = visit.body;
      const step = pressed(visit.body);
      if (step === 'change') return otherPart(visit, 'words');
      if (step === 'sender') return otherPart(visit, 'sender');
      if (step === 'preview') {
        // What sending would refuse is said now, not after the preview.
        const faults = await faultsOf(visit.context, visit.body);
        if (Object.keys(faults).length > 0) throw new Invalid(faults);
        return preview(visit, visit.body);
      }
      const receipt = await submitFeedback(visit.context, withReplies(input), {
        channel: 'web',
        idempotencyKey,
        files: visit.kept,
        provenEmail: provenAddress(visit),
      });
      return showReceipt(visit, receipt);
    },
    again: async (visit, typed) => previewAgain(visit, typed) ?? formAgain(visit, typed),
  }),
];
