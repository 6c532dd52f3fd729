/** Models as the routes make them, for rendering every view without a store. */
import {
  accepted,
  answering,
  CODE,
  dates,
  desk,
  draft,
  entries,
  filter,
  forms,
  inside,
  interims,
  invalid,
  may,
  messages,
  now,
  other,
  own,
  points,
  publishedAnswer,
  reason,
  regulation,
  report,
  row,
  shown,
  shownPoints,
  structured,
  unit,
  values,
  words,
  work,
} from './parts.ts';

export interface Sample {
  view: string;
  what: string;
  model: Record<string, unknown>;
}

const sample = (view: string, what: string, model: Record<string, unknown>): Sample => ({
  view,
  what,
  model: { ...(besideOf[view] ?? {}), ...model },
});

const submissionSteps = [
  ...['choose', 'words'].map((name) => ({ name, state: 'done' })),
  { name: 'sender', state: 'now' },
  ...['check', 'receipt'].map((name) => ({ name, state: 'ahead' })),
];

/** Every step and state of the line; what passes the page on. */
const beside = {
  progress: [
    { name: 'received', state: 'done', at: now },
    { name: 'accepted', state: 'done' },
    { name: 'first-answer', state: 'done', at: now },
    { name: 'office', state: 'now', at: now },
    { name: 'second-look', state: 'now', at: now },
    { name: 'answered', state: 'ahead', by: now },
    { name: 'second-answer', state: 'ahead', by: now },
    ...['not-accepted', 'withdrawn', 'lapsed'].map((name) => ({ name, state: 'ended', at: now })),
  ],
  textStart: 'Sáng nay …',
  share: { url: `https://city.example/feedback/${CODE}`, subject: CODE, body: CODE },
};

/** What every page of a view has beside what its sample tells of. */
const besideOf: Record<string, object> = {
  'feedback/item-page/show': beside,
  'feedback/submission/choose': { steps: submissionSteps },
  'feedback/submission/new': {
    ...{ title: 'Ông/bà là ai?', steps: submissionSteps, fresh: true },
    ...{ shown: 'sender', open: { words: true, sender: true } },
    alike: [{ code: CODE, subject: 'Cây', language: 'vi', outcome: 'partly', unit: other, closedAt: now }],
  },
  'feedback/submission/preview': { steps: submissionSteps, shown: 'preview', open: {} },
  'feedback/submission/receipt': { steps: submissionSteps, picture: '<svg></svg>' },
};

/** What letters about the clock are given. */
const clockLetter = {
  dueBefore: dates.receivedAt,
  until: dates.dueAt,
  last: true,
  amount: 5,
  amountUnit: 'working_days',
  proposed: other.name,
  extension: 'Phải đo lại khu đất',
  complexity: 'urgent',
  level: 'urgent',
  classification: 'Cây sắp đổ',
  provisional: true,
  apology: { cause: 'site-visit', reason: 'Xin lỗi ông bà', promisedAt: now },
  passportHref: `/feedback/${CODE}/deadline`,
};

/** The desk's own part about the clock. */
const pressed = {
  flags: ['late-question', 'repeated-question', 'ping-pong', 'late-transfer'],
  request: { amount: 5, unit: 'working_days', reason: 'Phải đo lại' },
  dispute: { unit, proposed: other, reason: 'Việc của sở kia', at: now },
  limits: [
    { step: 'first_reply', dueAt: now, late: true },
    { step: 'dispute', dueAt: now, late: false },
  ],
  complexity: 'urgent',
};

const silent = { pauses: [], extensions: [], delays: [], apology: null, closedAt: null };

const law = { vi: 'Luật', en: 'Law', ru: 'Закон' };
const ownSteps = {
  limit: { id: 'screening', amount: 1, unit: 'working_days', basis: law },
  steps: [{ date: '2026-02-20', at: now, counted: false, reason: 'day-of-receipt' }],
};

const passport = {
  code: CODE,
  state: 'overdue',
  ...dates,
  startsAt: dates.receivedAt,
  reopenedAt: now,
  closedAt: now,
  provisional: true,
  calendarVersion: 2,
  classification: { complexity: 'urgent', at: now, by: 'unit', unit, countedFrom: now },
  firstReply: { from: now, dueAt: now, doneAt: now, late: true, ...ownSteps },
  limit: { id: 'answer', amount: 10, unit: 'working_days', basis: law },
  steps: [
    { date: '2026-02-20', at: now, counted: false, reason: 'day-of-receipt' },
    { date: '2026-02-23', at: now, counted: true, reason: 'working-day' },
    { date: '2026-02-24', at: now, counted: 480, minutes: 480, reason: 'holiday', name: other.name },
  ],
  pauses: [
    { from: now, to: now, by: 'coordinator' },
    { from: now, to: null, by: 'unit', unit, doubtful: true },
  ],
  extensions: [{ amount: 5, unit: 'working_days', at: now, basis: law, grantedBy: unit }],
  holdings: [
    {
      holder: 'coordinator',
      step: 'screening',
      from: now,
      to: now,
      dueAt: now,
      doneAt: now,
      late: false,
      hours: 3.5,
      ...ownSteps,
    },
    {
      ...{ holder: 'coordinator', step: 'dispute', from: now, to: null, dueAt: now, doneAt: null },
      ...{ late: false, moving: true, hours: 0, ...ownSteps, steps: [] },
    },
    {
      holder: 'unit',
      unit,
      step: 'acceptance',
      from: now,
      to: null,
      dueAt: now,
      doneAt: null,
      late: true,
      hours: 70,
    },
  ],
  delays: [
    { holder: 'unit', unit, days: 2, hours: 12 },
    { holder: 'coordinator', days: 1, hours: 1 },
  ],
  apology: { cause: 'site-visit', promisedAt: now, missed: true, at: now },
  events: [
    { entry: 'submitted', at: now, by: 'sender' },
    { entry: 'transferred', at: now, by: 'unit', unit, from: other },
    { entry: 'extended', at: now, by: 'unit', unit, dueBefore: now, dueAt: now },
    { entry: 'classified', at: now, by: 'coordinator', complexity: 'complex' },
    { entry: 'receipt-corrected', at: now, by: 'coordinator', receivedBefore: now, receivedAt: now },
    { entry: 'overdue', at: now, by: 'system' },
    { entry: 'apologised', at: now, by: 'unit', unit, promisedAt: now },
  ],
};

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
const refusal = { ground: 'complaint', guidance: 'Hãy khiếu nại' };
const whole = { ...accepted, own: { ...own, refusal }, inside, version: 3 };

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

/** What a letter is given, for everybody; to staff no name of the sender. */
export function letterModel(whom: string): Record<string, unknown> {
  return {
    code: CODE,
    regulation: regulation.name,
    subject: words.subject,
    unit: unit.name,
    from: other.name,
    dueAt: dates.dueAt,
    receivedAt: dates.receivedAt,
    senderName: whom === 'sender' ? inside.sender.name : undefined,
    question: messages[0]!.text,
    guidance: refusal.guidance,
    ground: refusal.ground,
    reason: 'Cần nêu ngày',
    // Of an appeal, a paper that was demanded, an address that was changed, a lost key.
    outcome: 'changed',
    reasons: 'Điều 5 không cho phép.',
    paper: 'Sổ hộ khẩu photo',
    how: 'stops',
    // Of a request for erasure.
    erasedFrom: dates.dueAt,
    erasureAs: 'declined',
    decision: 'Luật buộc giữ.',
    // Of an answer whose law has ended.
    as: 'still-true',
    confirmHref: `/feedback/${CODE}/confirmation`,
    items: [
      { code: CODE, subject: words.subject, label: 'answered', receivedAt: dates.receivedAt, href: '/x' },
    ],
    ...clockLetter,
    answer: publishedAnswer,
    filesOpen: true,
    passedOn: shownPoints,
    href: `/feedback/${CODE}`,
    now,
  };
}

export const refusedForm = {
  ...desk,
  item: { ...whole, ...may('route', 'transfer') },
  form: 'transfer',
  values: { unit: 'dept-construction', reason: 'dòng một\n  dòng hai' },
  errors: { unit: { text: 'feedback.errors.same-unit' } },
  refusal: invalid,
};
