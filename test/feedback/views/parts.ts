/** Parts of which the models of the views are made. */
export const now = new Date('2026-03-04T03:00:00Z');
export const unit = {
  slug: 'dept-health',
  name: { vi: 'Sở Y tế', en: 'Department of Health', ru: 'Департамент здравоохранения' },
};
export const other = {
  slug: 'dept-construction',
  name: { vi: 'Sở Xây dựng', en: 'Department of Construction', ru: 'Департамент строительства' },
};
export const regulation = {
  slug: 'clinic-permit',
  name: { vi: 'Cấp phép phòng khám', en: 'Clinic permit', ru: 'Разрешение на клинику' },
  field: { vi: 'Y tế', en: 'Health', ru: 'Здравоохранение' },
};
export const reason = {
  text: 'regulations.suggestion.named',
  values: { unit: unit.name, former: other.name, day: { vi: 'x', en: 'x', ru: 'x' } },
};

export const CODE = 'PA-2026-000042';
export const ORIGINAL = 'Tôi chờ phép\n\nđã ba tháng';

export const dates = {
  receivedAt: new Date('2026-02-20T03:00:00Z'),
  dueAt: new Date('2026-03-06T10:00:00Z'),
  closedAt: null,
};
export const words = { subject: 'Chờ phép quá lâu', text: 'Hồ sơ nộp từ tháng 11 chưa có kết quả.' };
export const shown = {
  code: CODE,
  label: 'received',
  regulation,
  ...dates,
  deadline: 'open-in-time',
  open: false,
};
export const accepted = { ...shown, open: true, kind: 'feedback', language: 'vi', unit, ...words };
export const entries = (...names: string[]) =>
  names.map((entry) => ({ name: `feedback.${entry}`, entry, at: now, unit, by: 'Lê Hà', reason: 'Vì vậy' }));
export const messages = [
  { at: now, from: 'office', text: 'Số biên nhận là gì?' },
  { at: now, from: 'sender', text: '123' },
];
export const own = {
  original: { subject: 'Chờ', text: ORIGINAL },
  messages,
  refusal: null,
  ward: other,
  waiting: false,
};
export const draft = {
  outcome: 'accepted',
  text: 'Sở sẽ trả lời ngày 5/3.',
  by: 'a',
  savedAt: now,
  reason: 'Đủ rồi',
};
export const evidence = [
  {
    id: 'f'.repeat(24),
    name: 'Biên bản.pdf',
    type: 'application/pdf',
    bytes: 20_480,
    description: 'Biên bản kiểm tra hiện trường',
    at: now,
    href: `/feedback/${CODE}/evidence/${'f'.repeat(24)}`,
  },
];
export const inside = {
  notes: {
    notes: [
      { n: 1, at: new Date('2026-03-04T03:00:00Z'), by: 'Phạm Hải', text: 'Đã gọi phường.', own: true },
    ],
    tasks: [{ n: 1, text: 'Xin bản vẽ', done: null }],
  },
  sender: {
    kind: 'business',
    name: 'Trần Văn Bí Mật',
    organisation: 'Công ty A',
    email: 'a@kin.example',
    phone: '0912345678',
    address: 'Số 1',
  },
  kind: 'feedback',
  language: 'vi',
  publishText: true,
  status: 'assigned',
  channel: 'phone',
  assignee: 'Lê Hà',
  draft,
  body: { ...draft, points: [{ n: 1, asked: 'Khi nào có phép?', text: '', answered: false }] },
  returnReason: 'Thiếu ngày',
  concernsUnit: other,
  publicText: words,
  evidence,
  points: [{ n: 1, text: 'Khi nào có phép?' }],
};
const fields = {
  points: [
    { n: 1, outcome: 'accepted', text: 'Sở trả phép ngày 5/3.' },
    { n: 2, text: '' },
  ],
  facts: { text: 'Đã xem hồ sơ gốc.', by: 'Bà Hà', on: '2026-03-02' },
  grounds: 'Hồ sơ đủ',
  legalBasis: ['96/2023/NĐ-CP', 'Điều 9 Nghị định 61/2018/NĐ-CP'],
  actions: [{ text: 'trả phép', actor: 'Phòng Nghiệp vụ', on: '2026-03-05' }],
  handover: { unit: 'Sở Xây dựng', on: '2026-03-03', number: '12' },
  contact: { person: 'Bà Hà', reach: '024 1234' },
};
export const points = [
  { n: 1, text: 'Khi nào có phép?' },
  { n: 2, text: 'Vì sao chậm?' },
];
/** With every field, as the form of the desk makes it. */
export const structured = {
  ...draft,
  fields,
  free: 'Thêm một câu.',
  verdict: { verdict: 'vague', score: 20, rulesVersion: '1', gate: 'override', missing: ['points'] },
  override: { reason: 'Đã nói chuyện', by: 'b', at: now },
};
export const shownPoints = [
  { n: 1, asked: 'Khi nào có phép?', outcome: 'accepted', text: 'Sở trả phép ngày 5/3.', answered: true },
  { n: 2, asked: 'Vì sao chậm?', outcome: 'transferred', text: '', answered: false },
];
export const publishedAnswer = {
  ...structured,
  answered: { count: 1, of: 2, points: [1] },
  points: shownPoints,
  handedTo: other,
  evidence,
  cited: [
    { text: 'Nghị định 61/2018/NĐ-CP', state: 'expired', replacedBy: '118/2025/NĐ-CP', start: 0, end: 4 },
    { text: '96/2023/NĐ-CP', state: 'known', href: '/regulations/clinic-permit', start: 0, end: 4 },
  ],
  earlier: [
    {
      ...draft,
      until: now,
      note: 'Ghi nhầm ngày',
      changes: [
        [
          { kind: 'same', text: 'Sở sẽ trả lời.' },
          { kind: 'gone', text: 'Ngày 5/3.' },
          { kind: 'new', text: 'Ngày 6/3.' },
        ],
      ],
    },
  ],
};
export const interims = [
  {
    at: now,
    promisedAt: now,
    text: 'Đang chờ thẩm định',
    contact: { person: 'Trần Minh', reach: '024 3825 0000' },
  },
];
const earlierCase = {
  ...{ code: 'PA-2026-000001', subject: 'Chậm phép', language: 'vi', outcome: 'refused' },
  ...{ text: 'Không.', unit: other, closedAt: now, percent: 40 },
};
export const answering = {
  drawer: {
    earlier: [earlierCase],
    elsewhere: [],
    similar: [earlierCase],
    templates: ['accepted', 'partly', 'refused', 'explained', 'transferred'],
  },
  answerValues: {
    outcome: 'partly',
    'point-1-text': 'Có',
    basis: ['96/2023/NĐ-CP'],
    handoverUnit: 'dept-construction',
  },
  pointOutcomes: ['accepted', 'partly', 'refused', 'explained', 'transferred'],
  bases: ['96/2023/NĐ-CP', '15/2023/QH15'],
  actionNumbers: { shown: [1, 2, 3], more: true, most: 12 },
  filled: { actions: 0, facts: 0, basis: 1, contact: 0, handover: 1 },
  partsOpen: { contact: true },
  pointStates: { 1: { state: 'begun', open: true }, 2: { state: 'empty', open: false } },
  pointsText: 'Khi nào có phép?',
};
export const report = {
  verdict: 'vague',
  verdictText: 'Mơ hồ',
  gate: 'override',
  gateText: 'Chỉ thủ trưởng gửi được.',
  score: 12,
  scoreText: '12/100',
  missing: [{ element: 'points', text: 'trả lời từng điểm' }],
  findings: [
    {
      title: 'Chung chung',
      hint: 'Viết cụ thể',
      quoted: 'Sở sẽ',
      advice: false,
      field: 'point-1-text',
      place: 'Điểm 1',
    },
    { title: 'Câu dài', hint: 'Tách câu', advice: true },
    {
      title: 'Cơ quan khác kết luận khác',
      hint: 'Hãy đọc',
      advice: true,
      cases: [{ code: 'PA-2026-000007', text: 'PA-2026-000007 · Sở Y tế' }],
    },
  ],
};
const everything = [
  ...[
    'submitted',
    'info-requested',
    'info-given',
    'accepted',
    'refused',
    'routed',
    'transferred',
    'assigned',
  ],
  ...['answer-saved', 'answer-submitted', 'answer-returned', 'answered', 'public-text-edited', 'withdrawn'],
  'overdue',
];
export const forms = {
  kinds: ['feedback', 'recommendation', 'question'],
  senderKinds: ['citizen', 'business'],
  wards: [{ slug: 'ward-a', name: other.name }],
  requirement: { name: true, oneOf: ['email', 'phone', 'address'] },
  most: { name: 120, organisation: 200, email: 254, phone: 30, address: 300, subject: 160, text: 10_000 },
  writingLanguages: ['vi', 'en', 'ru'],
};
const typed = { ...words, kind: 'feedback', senderKind: 'business', name: 'Bí', email: 'a@b.example' };
export const values = {
  ...typed,
  ...{ organisation: 'A', phone: '1', address: 'B', language: 'vi', publishText: 'yes' },
};
export const invalid = { kind: 'invalid', text: 'errors.invalid', values: {} };
const every = (may: boolean) => (name: string) => [name, may];
export const work = ['accept', 'requestInfo', 'reply', 'refuse', 'route', 'transfer', 'assign'];
export const may = (...names: string[]) => ({ may: Object.fromEntries(names.map(every(true))) });
export const desk = {
  actions: true,
  title: 'x',
  timeline: entries(...everything),
  outcomes: ['accepted', 'partly', 'refused', 'explained'],
  grounds: [
    'unidentified',
    'out_of_scope',
    'complaint',
    'already_answered',
    'abusive',
    'illegible',
    'state_secret',
  ],
  colleagues: [{ id: '1', name: 'Lê Hà' }],
  units: [unit, other],
  suggestion: { unit, reason },
  actor: { kind: 'staff', id: '1', name: 'Lê Hà', roles: ['coordinator'] },
};
export const row = {
  ...words,
  code: CODE,
  ...dates,
  kind: 'question',
  status: 'assigned',
  deadline: 'overdue',
  unit,
};

/** The form that narrows a list of staff. */
export const filter = {
  ...{ place: 'items', action: '/items', kept: 'status=overdue', narrowed: 2, shares: true },
  chosen: { status: 'overdue', channel: 'web', from: '2026-03-01' },
  units: [unit],
  regulations: [regulation],
  wards: [unit],
  ...{ states: ['open', 'overdue', 'all'], statuses: ['submitted'], channels: ['web'], levels: ['urgent'] },
  ...{ writingLanguages: ['vi', 'en', 'ru'], sorts: ['due', 'newest', 'oldest'] },
  saved: [
    { id: '1', name: 'Quá hạn', href: '/items?status=overdue', own: true, shared: true },
    { id: '2', name: 'Việc khẩn', href: '/items?level=urgent', own: false, shared: true, by: 'Lê Minh' },
  ],
};

export const refusal = { ground: 'complaint', guidance: 'Hãy khiếu nại' };
export const whole = { ...accepted, own: { ...own, refusal }, inside, version: 3 };
