/** Pages of staff, with models as the routes make them. */
import { clockLetter, pressed } from './clock-models.ts';
import {
  answering,
  CODE,
  desk,
  draft,
  filter,
  forms,
  inside,
  invalid,
  may,
  now,
  other,
  own,
  points,
  publishedAnswer,
  reason,
  regulation,
  report,
  row,
  shownPoints,
  structured,
  unit,
  values,
  whole,
  work,
} from './parts.ts';
import { type Sample, sample } from './sample.ts';

export const deskPages: Sample[] = [
  sample('feedback/item-page/desk', 'everything', {
    ...desk,
    ...answering,
    report,
    item: { ...whole, ...may(...work, 'answer', 'submit', 'addEvidence', 'interim', 'editPublicText') },
    edited: true,
    saved: true,
    outcome: 'partly',
    newerDraft: true,
  }),
  sample('feedback/item-page/desk', 'to approve', {
    ...desk,
    report,
    item: {
      ...whole,
      inside: { ...inside, draft: structured, body: { ...structured, points: shownPoints }, points },
      ...may('approve', 'return', 'transfer'),
    },
  }),
  sample('feedback/item-page/desk', 'answered', {
    ...desk,
    ...answering,
    form: 'answer-correction',
    errors: { note: { text: 'errors.field.required' } },
    refusal: invalid,
    item: {
      ...whole,
      answer: publishedAnswer,
      own: { ...own, answer: publishedAnswer },
      inside: { ...inside, draft: structured, body: { ...structured, points: shownPoints }, points },
      ...may('correct'),
    },
  }),
  sample('feedback/item-page/desk', 'nothing to do', {
    ...desk,
    idle: true,
    item: { ...whole, answer: draft, inside: { ...inside, publishText: false }, may: {} },
  }),
  sample('feedback/item-page/desk', 'what cannot be done', {
    ...desk,
    item: {
      ...{ ...whole, answer: draft, inside: { ...inside, publishText: false } },
      ...may('answer', 'return'),
      why: Object.fromEntries(
        [
          ...['transfer', 'dispute', 'extend', 'classify', 'interim', 'requestInfo', 'askContribution'],
          ...['addEvidence', 'submit', 'approve', 'correct'],
        ].map((act) => [
          act,
          { text: `feedback.errors.${act === 'dispute' ? 'disputed-before' : 'too-many-moves'}` },
        ]),
      ),
    },
  }),
  sample('feedback/item-page/desk', 'clocks', {
    ...desk,
    form: 'extension',
    errors: { amount: { text: 'feedback.errors.extension-too-long', values: { limit: 10 } } },
    values: { amount: 40, reason: 'Phải đo lại' },
    refusal: invalid,
    extensionLimit: { amount: 10, unit: 'working_days' },
    complexities: ['ordinary', 'complex', 'urgent'].map((complexity) => ({
      complexity,
      limit: { amount: 4, unit: 'working_hours' },
    })),
    causes: ['site-visit', 'workload'],
    item: {
      ...whole,
      apology: clockLetter.apology,
      extended: true,
      inside: { ...inside, draft: structured, body: structured, clock: pressed },
      ...may(
        'classify',
        'extend',
        'confirmExtension',
        'declineExtension',
        'dispute',
        'decideDispute',
        'apologise',
      ),
    },
  }),
  sample('feedback/item-page/desk', 'late, to approve', {
    ...desk,
    report,
    causes: ['site-visit', 'workload'],
    form: 'answer-approval',
    errors: { cause: { text: 'feedback.errors.apology-cause' } },
    values: {},
    refusal: invalid,
    item: {
      ...whole,
      inside: { ...inside, draft: structured, body: structured, clock: { owesApology: true } },
      ...may('approve', 'return'),
    },
  }),
  sample('feedback/desk/inbox', 'rows', {
    total: 2,
    several: true,
    units: [unit, other],
    watched: 'dept-health dept-construction',
    address: '/inbox',
    groups: ['to-approve', 'late', 'today', 'week', 'later'].map((name) => ({
      name,
      count: 1234,
      next: `/inbox?group=${name}`,
      rows: [
        row,
        {
          ...{ ...row, mine: true, step: { name: 'acceptance', dueAt: now, late: true } },
          ...{ complexity: name === 'late' ? 'urgent' : 'complex', provisional: true, extensionAsked: true },
        },
      ],
    })),
  }),
  sample('feedback/desk/inbox', 'empty', { total: 0, units: [unit], groups: [], watched: 'dept-health' }),
  sample('feedback/desk/triage', 'rows', {
    groups: ['submitted', 'accepted', 'waiting'].map((status) => ({
      name: status,
      count: 2,
      rows: [
        {
          ...{ ...row, status, suggestion: { unit, reason }, personal: true, complaint: 'complaint' },
          ...{ code: `${CODE}-${status}`, choosable: status !== 'waiting' },
          step: { name: 'screening', dueAt: now, late: false },
        },
        { ...row, status, suggestion: { reason } },
      ],
    })),
  }),
  ...['submitted', 'disputed', 'accepted'].map((status) =>
    sample('feedback/desk/triage', `beside: ${status}`, {
      ...desk,
      ...{ groups: [], chosenItem: CODE, following: CODE, regulations: [regulation], wards: [unit] },
      decided: { code: CODE, status, unit },
      formsAt: `/triage/${CODE}`,
      duplicates: [
        { ...row, percent: 42, sameSender: true, unit },
        { ...row, percent: 23 },
      ],
      signs: ['complaint', 'denunciation'].map((kind) => ({ kind, words: ['123/QĐ'] })),
      concern: { regulation: regulation.slug },
      item: {
        ...whole,
        ...may(
          ...(status === 'submitted'
            ? (['accept', 'requestInfo', 'refuse'] as const)
            : status === 'disputed'
              ? (['decideDispute'] as const)
              : (['route'] as const)),
        ),
      },
    }),
  ),
  ...(['send', 'route', 'refuse', 'assign'] as const).map((act) =>
    sample('feedback/bulk/preview', act, {
      ...{
        act,
        form: 'bulk',
        grounds: ['complaint'],
        units: [unit],
        colleagues: [{ id: '1', name: 'Lê Minh' }],
      },
      ready: [{ ...row, version: 1, unit }],
      left: ['personal', 'complaint', 'no-suggestion', 'unattended', 'state'].map((not) => ({ ...row, not })),
    }),
  ),
  ...(['planned', 'carrying', 'undone', 'done'] as const).map((state) =>
    sample('feedback/bulk/show', state, {
      ...{ id: '1', act: 'refuse', state, carryAt: now, codes: [CODE], backHref: '/triage' },
      given: { ground: 'complaint', guidance: 'Xin gửi đơn khiếu nại.' },
      done: [{ code: CODE }],
      left: [{ code: CODE, why: { text: 'feedback.bulk.not.moved-on' } }],
    }),
  ),
  sample('feedback/bulk/none', '', { title: 'Tra cứu' }),
  sample('feedback/desk/triage', 'empty', { groups: [] }),
  sample('feedback/queues/items', 'rows', {
    rows: [row],
    filter,
    csvHref: '/items/list.csv',
    next: '/items',
  }),
  sample('feedback/queues/items', 'refused', {
    ...{ rows: [], filter, values: { name: 'x' }, refusal: invalid },
    labels: { name: 'feedback.queues.name' },
    errors: { name: { text: 'errors.field.required' } },
  }),
  sample('feedback/submission/counter', '', {
    ...forms,
    values: { ...values, receivedAt: '2026-03-04T10:00' },
    entryChannels: ['counter', 'phone', 'letter'],
    regulations: [regulation],
    units: [unit],
    errors: {
      receivedAt: { text: 'feedback.errors.moment' },
      lateReason: { text: 'feedback.errors.received-long-ago' },
      regulation: { text: 'feedback.errors.what' },
    },
    refusal: invalid,
  }),
];

export const refusedForm = {
  ...desk,
  item: { ...whole, ...may('route', 'transfer') },
  form: 'transfer',
  values: { unit: 'dept-construction', reason: 'dòng một\n  dòng hai' },
  errors: { unit: { text: 'feedback.errors.same-unit' } },
  refusal: invalid,
};
