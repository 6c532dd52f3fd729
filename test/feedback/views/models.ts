/** Models as the routes make them, for rendering every view without a store. */
import { ownSteps, passport, silent } from './clock-models.ts';
import { deskPages } from './desk-models.ts';
import {
  accepted,
  CODE,
  dates,
  desk,
  draft,
  entries,
  forms,
  interims,
  invalid,
  may,
  now,
  other,
  own,
  points,
  publishedAnswer,
  refusal,
  regulation,
  shown,
  unit,
  values,
} from './parts.ts';
import { type Sample, sample } from './sample.ts';

const STATES: [what: string, fields: object, ending?: string][] = [
  ['received', {}],
  ['accepted', { ...accepted, unit: undefined, provisional: true, complexity: 'complex' }],
  ['handled', { ...accepted, label: 'being-handled', deadline: 'due-soon' }],
  ['late', { ...accepted, label: 'being-handled', deadline: 'overdue' }],
  ['late before routing', { deadline: 'overdue' }],
  ['waiting', { label: 'waiting-for-sender', deadline: 'paused' }],
  [
    'answered',
    { ...accepted, label: 'answered', deadline: 'answered-in-time', closedAt: now, answer: draft },
  ],
  ['answered late', { ...accepted, label: 'answered', deadline: 'answered-late', closedAt: now }],
  ['refused', { label: 'not-accepted', deadline: 'none', closedAt: now }],
  ['withdrawn', { label: 'not-accepted', deadline: 'none', closedAt: now }, 'withdrawn'],
  ['lapsed', { label: 'not-accepted', deadline: 'none', closedAt: now }, 'lapsed'],
  [
    'declined',
    { ...accepted, subject: undefined, text: undefined, textDeclined: true, answer: { outcome: 'partly' } },
  ],
];

const states = STATES.map(([what, fields, ending]) =>
  sample('feedback/item-page/show', what, {
    item: { ...shown, ...fields, may: {} },
    timeline: entries('submitted', 'routed'),
    ending,
  }),
);

export const pages: Sample[] = [
  sample('feedback/submission/choose', 'found', { q: 'phép', regulations: [regulation], units: [unit] }),
  sample('feedback/submission/choose', 'nothing found', { q: 'zzz', regulations: [], units: [] }),
  sample('feedback/submission/complaints', '', {}),
  sample('feedback/submission/new', 'fresh', {
    ...forms,
    regulation,
    values: { ...values, regulation: 'clinic-permit' },
  }),
  sample('feedback/submission/new', 'refused', {
    ...forms,
    unit,
    values,
    refusal: invalid,
    errors: { email: { text: 'feedback.errors.contact-missing' }, kind: { text: 'errors.field.choose' } },
  }),
  sample('feedback/submission/preview', 'public', {
    ...forms,
    regulation,
    ward: other,
    values,
    limit: { amount: 10, unit: 'working_days' },
  }),
  sample('feedback/submission/preview', 'declined', {
    ...forms,
    unit,
    values: { ...values, publishText: 'no' },
    limit: { amount: 1, unit: 'calendar_days' },
  }),
  sample('feedback/submission/receipt', 'with letter', {
    code: CODE,
    key: 'K7QX-2MPA-9VTC-HR4D',
    ...dates,
    provisional: true,
    email: 'a@b.example',
  }),
  sample('feedback/submission/receipt', 'without', {
    code: CODE,
    key: 'K7QX-2MPA-9VTC-HR4D',
    ...dates,
    actor: desk.actor,
  }),
  sample('feedback/lists/list', 'rows', {
    items: STATES.map(([, fields]) => ({ ...shown, ...fields })),
    query: { q: 'x', regulation: 'a', unit: 'b' },
    labels: ['received', 'being-handled', 'waiting-for-sender', 'answered', 'not-accepted'],
    kinds: forms.kinds,
    regulation,
    unit,
    next: '/feedback?after=1',
    first: '/feedback',
  }),
  sample('feedback/lists/list', 'empty', { items: [], query: { q: 'x' }, labels: [], kinds: [] }),
  sample('feedback/item-page/track', '', {
    values: {},
    errors: { key: { text: 'feedback.errors.key' } },
    refusal: invalid,
  }),
  ...states,
  sample('feedback/item-page/show', 'own, asked', {
    item: { ...shown, own: { ...own, waiting: true }, ...may('reply', 'withdraw') },
    timeline: entries('submitted'),
  }),
  sample('feedback/item-page/show', 'own, refused', {
    item: { ...shown, label: 'not-accepted', closedAt: now, own: { ...own, refusal }, may: {} },
    timeline: entries('submitted', 'refused'),
  }),
  sample('feedback/item-page/show', 'answered point by point', {
    item: {
      ...accepted,
      label: 'answered',
      deadline: 'answered-in-time',
      closedAt: now,
      answer: publishedAnswer,
      points,
      interims,
      may: {},
    },
    timeline: entries('submitted', 'answered', 'answer-corrected', 'interim-answered'),
  }),
  sample('feedback/item-page/show', 'answered again', {
    item: {
      ...accepted,
      label: 'answered',
      deadline: 'answered-in-time',
      closedAt: now,
      answer: publishedAnswer,
      firstAnswer: {
        ...publishedAnswer,
        answeredAt: now,
        reopenedAt: now,
        changes: publishedAnswer.earlier[0]!.changes,
      },
      may: {},
    },
    timeline: entries('submitted', 'answered', 'reopened', 'answered'),
  }),
  sample('feedback/item-page/show', 'own answer, not public', {
    item: {
      ...accepted,
      label: 'answered',
      deadline: 'answered-in-time',
      closedAt: now,
      answer: { outcome: 'partly', answered: { count: 1, of: 2 } },
      own: { ...own, points, answer: publishedAnswer, interims },
      may: {},
    },
    timeline: entries('submitted'),
  }),
  sample('feedback/submission/preview', 'points refused', {
    ...forms,
    regulation,
    values: { ...values, points: 'Một' },
    limit: { amount: 10, unit: 'working_days' },
    refusal: invalid,
    errors: { points: { text: 'feedback.errors.too-many-lines', values: { limit: 12 } } },
  }),
  sample('feedback/passport/show', 'late', { title: CODE, passport }),
  sample('feedback/passport/show', 'paused', {
    title: CODE,
    passport: {
      ...{ ...passport, ...silent, state: 'paused', steps: [], dueIfRepliedNow: now },
      classification: { complexity: 'complex', at: now, by: 'coordinator', countedFrom: null },
      firstReply: { from: now, dueAt: now, doneAt: now, late: false, ...ownSteps, steps: [] },
    },
  }),
  sample('feedback/passport/show', 'looked at again', {
    title: CODE,
    passport: { ...passport, ...silent, firstAnswer: { ...passport, receivedAt: undefined } },
  }),
  ...deskPages,
];
