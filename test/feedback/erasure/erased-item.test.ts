import { expect } from 'chai';
import { erasedItem, GONE, heldBy } from '../../../server/feedback/erasure/erased-item.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';

const at = new Date('2026-03-04T03:00:00Z');
const SECRET = 'kín';

const answer = { outcome: 'accepted', text: 'Công khai.', by: 'x', savedAt: at, reason: SECRET };
const earlier = { outcome: 'accepted', text: 'Công khai cũ.', until: at, note: 'Sửa ngày.' };
const rating = { answered: 'no', clear: 'yes', solved: 'no', reasons: [], note: SECRET, at, unit: 'u' };
const reasoned = { reason: SECRET, at };

const item = {
  ...{
    status: 'answered',
    closedAt: at,
    sender: { kind: 'citizen', name: SECRET, email: SECRET, phone: SECRET },
  },
  ...{ contact: { confirmedAt: at }, originalText: { subject: 'Cây', text: SECRET } },
  ...{ publicText: { subject: 'Cây', text: 'Công khai.' } },
  ...{ originalPoints: [{ n: 1, text: SECRET }], points: [{ n: 1, text: 'Công khai.' }] },
  ...{ messages: [{ at, from: 'sender', text: SECRET }], notes: [{ n: 1, at, by: 'x', text: SECRET }] },
  ...{ tasks: [{ n: 1, text: SECRET, done: null }], returned: { ...answer, at }, returnReason: SECRET },
  ...{ extensionRequest: { ...reasoned, by: 'x' }, extensions: [reasoned], apology: reasoned },
  ...{ contributions: [{ n: 1, question: SECRET, text: SECRET }], classification: reasoned },
  ...{ dispute: reasoned, refusal: { ground: 'abusive', guidance: SECRET }, overturned: [reasoned] },
  ...{ contest: { ...reasoned, openSince: null, upheld: { ...reasoned, by: 'x' } } },
  reopening: {
    ...{ ...reasoned, unit: 'u', hadPart: [] },
    first: {
      ...{ answer, earlier: [earlier], evidence: [], rating, apology: reasoned },
      ...{ classification: reasoned, extensions: [reasoned] },
    },
  },
  appeal: { ...reasoned, decision: { at, by: 'x', outcome: 'kept', reasons: 'Công khai.' } },
  split: { rest: SECRET, carryAt: null, parts: [{ n: 1, subject: SECRET, text: SECRET, files: ['f'] }] },
  ...{
    answer,
    earlierAnswers: [earlier],
    interims: [{ text: 'Công khai.', at, promisedAt: at }],
    evidence: [],
  },
  rating,
  attachments: [
    { id: 'a', name: 'a.pdf', publishedAt: at },
    { id: 'b', name: `${SECRET}.pdf`, publishedAt: null },
  ],
  raised: { unit: 'u', by: SECRET },
  questionReplies: [{ question: 'q', words: { vi: 'Nhà số mấy?' }, kind: 'text', reply: SECRET }],
  papers: [
    { n: 1, text: 'Sổ hộ khẩu', shownAt: at, hiddenAt: null },
    { n: 2, text: SECRET, shownAt: at, hiddenAt: at },
  ],
} as unknown as FeedbackFields;

/** What says neither who sent it nor anything that the public does not know or that is not counted. */
const KEPT: string[] = [
  ...['_id', 'aged', 'askedBy', 'askedIn', 'assignee', 'awaited', 'calendarVersion', 'channel'],
  ...['clockFlags', 'closedAt', 'closedCalendar', 'code', 'concernsUnit', 'contributionRemindAt'],
  ...['createdAt', 'dueAt', 'dueProvisional', 'earlierUnits', 'enteredBy', 'firstReply', 'formerCode'],
  ...[
    'holdings',
    'idempotencyKey',
    'kind',
    'language',
    'learnedUnits',
    'limit',
    'links',
    'merged',
    'overdueAt',
  ],
  ...['partOf', 'parts', 'pauses', 'pending', 'publishText', 'ratingRequest', 'recalculation'],
  ...['receiptKeyHash', 'receivedAt', 'regulation', 'shield', 'status', 'tags', 'unit', 'version'],
  ...['voices', 'waitingSince', 'ward'],
];

const erased = (open: boolean) => ({ ...item, ...erasedItem(item, { open, at, why: 'rule' }) });

describe('an item without its sender', () => {
  it('holds nothing that was not public, and all that was', () => {
    const text = JSON.stringify(erased(true));
    expect(text).to.not.include(SECRET);
    for (const kept of ['Công khai.', 'Công khai cũ.', 'Sửa ngày.', 'a.pdf', 'Sổ hộ khẩu', 'abusive'])
      expect(text).to.include(kept);
    expect(text).to.include('"answered":"no"').and.include('"kind":"citizen"');
  });

  it('of a text that was never public holds dates, steps and grades alone', () => {
    const text = JSON.stringify(erased(false));
    expect(text).to.not.include(SECRET).and.not.include('Công khai').and.not.include('Sửa ngày');
    expect(text).to.not.include('a.pdf');
    expect(erased(false).publicText).to.deep.equal({ subject: GONE, text: GONE });
    expect(erased(false).rating).to.include({ answered: 'no', note: '' });
  });

  it('waits for whoever is owed something', () => {
    const base = {
      status: 'answered',
      closedAt: at,
      contest: null,
      appeal: null,
      split: null,
    } as FeedbackFields;
    expect(heldBy(base)).to.equal(undefined);
    expect(heldBy({ ...base, closedAt: null })).to.equal('open');
    expect(heldBy({ ...base, status: 'merged' })).to.equal('open');
    expect(heldBy({ ...base, contest: { openSince: at } as never })).to.equal('contest');
    expect(heldBy({ ...base, appeal: { decision: null } as never })).to.equal('appeal');
    expect(heldBy({ ...base, split: { carryAt: at } as never })).to.equal('split');
  });

  it('is asked of each field: a new one says whether it goes', () => {
    const gone = Object.keys(
      erasedItem({ ...item, split: item.split ?? null } as FeedbackFields, { open: false, at, why: 'rule' }),
    );
    const all = [...new Set(Object.keys(Feedback.schema.paths).map((path) => path.split('.')[0]!))];
    expect(all.filter((name) => !gone.includes(name) && !KEPT.includes(name)).sort()).to.deep.equal([]);
  });
});
