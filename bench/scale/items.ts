// Items as a city has them after years, past the actions: their way through those takes milliseconds an item.
import mongoose from 'mongoose';
import { cityDate } from '../../server/calendar/index.ts';
import { type DemoItem, demoItems } from '../../server/demo/items.ts';
import { holding } from '../../server/feedback/clocks/limits.ts';
import { Feedback, type FeedbackFields } from '../../server/feedback/item/model.ts';
import { feedbackCode } from '../../server/feedback/item/rules/codes.ts';
import type { Channel, RefusalGround } from '../../server/feedback/item/rules/fields.ts';
import type { Status } from '../../server/feedback/item/rules/status.ts';
import { fieldsOf } from '../../server/feedback/submission/actions.ts';
import type { Submission } from '../../server/feedback/submission/schemas.ts';
import type { Context, Site } from '../../server/platform/context.ts';
import type { JournalRow } from '../../server/platform/journal/model.ts';
import { regulationOf, WARD_CONCERNED } from '../../server/regulations/index.ts';
import { isWard, unitsInForce } from '../../server/units/index.ts';
import { Random } from './random.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface Officials {
  /** Account ids by unit. */
  [unit: string]: string;
}

export interface Made {
  item: FeedbackFields;
  entries: JournalRow[];
}

interface Span {
  site: Site;
  from: Date;
  now: Date;
}

const RECENT: { days: number; open: number }[] = [
  { days: 2, open: 0.95 },
  { days: 8, open: 0.6 },
  { days: 16, open: 0.15 },
];
/** What lies and lies. */
const LEFT_OPEN = 0.003;
const LATE = 0.06;

const CLOSED_AS = { answered: 90, refused: 5, lapsed: 3, withdrawn: 2 } as const;
const OPEN_AS = {
  submitted: 15,
  waiting: 5,
  accepted: 5,
  routed: 20,
  assigned: 35,
  paused: 8,
  disputed: 2,
  'in-review': 10,
} as const;
const IN_UNIT: readonly Status[] = ['routed', 'assigned', 'paused', 'disputed', 'in-review', 'answered'];
const WITH_OFFICIAL: readonly Status[] = ['assigned', 'in-review', 'answered'];
const GROUNDS: readonly RefusalGround[] = ['unidentified', 'out_of_scope', 'complaint', 'already_answered'];
const STREETS = [
  'Hàng Bông',
  'Kim Mã',
  'Giải Phóng',
  'Láng Hạ',
  'Nguyễn Trãi',
  'Tây Sơn',
  'Xuân Thủy',
  'Đội Cấn',
];

/** Makes one item after another: from the texts of the demo, with other names, numbers and neighbours. */
export class ItemMaker {
  readonly #random = new Random(20_260_301);
  readonly #texts = demoItems();
  readonly #wards = unitsInForce('2026-03-01').filter(isWard);
  readonly #defaults = new Feedback().toObject<FeedbackFields>();
  readonly #numbers = new Map<number, number>();
  readonly #officials: Officials;
  readonly #span: Span;
  readonly #count: number;

  constructor(count: number, span: Span, officials: Officials) {
    this.#count = count;
    this.#span = span;
    this.#officials = officials;
  }

  /** The last number of each year. */
  get numbers(): ReadonlyMap<number, number> {
    return this.#numbers;
  }

  make(at: number): Made {
    const random = this.#random;
    const { site, from, now } = this.#span;
    const length = now.getTime() - from.getTime();
    const receivedAt = new Date(from.getTime() + ((at + random.next()) / this.#count) * (length - 60_000));
    const demo = random.of(this.#texts);
    const channel = random.weighted<Channel>({
      web: 70,
      counter: 15,
      phone: 10,
      letter: 3,
      api: 2,
      dialogue: 0,
      email: 0,
    });
    const context: Context = {
      site,
      actor: { kind: 'visitor', holds: [] },
      now: receivedAt,
      language: demo.language,
      requestId: 'scale',
    };
    const fields = fieldsOf(context, this.#submission(demo), { channel, receivedAt });
    const year = Number(cityDate(receivedAt).slice(0, 4));
    const number = (this.#numbers.get(year) ?? 0) + 1;
    this.#numbers.set(year, number);
    const item: FeedbackFields = {
      ...this.#defaults,
      ...(fields as FeedbackFields),
      _id: new mongoose.Types.ObjectId(),
      code: feedbackCode(year, number),
      receiptKeyHash: `${number}`.padStart(43, 'k'),
    };
    return new Fate(item, demo, {
      random,
      now,
      officials: this.#officials,
      unit: this.#unitOf(demo),
    }).lived();
  }

  #submission(demo: DemoItem): Submission {
    const random = this.#random;
    const other = random.of(this.#texts);
    const words = other.language === demo.language ? ` ${other.text}` : '';
    const place = `${random.of(STREETS)} ${1 + random.below(900)}`;
    return {
      kind: demo.kind as Submission['kind'],
      ...(demo.regulation ? { regulation: demo.regulation } : { unit: this.#unitOf(demo) }),
      ward: random.of(this.#wards).slug,
      subject: `${demo.subject} – ${place}`.slice(0, 160),
      text: `${demo.text} ${place}.${words}`.slice(0, 1_200),
      senderKind: demo.sender.kind as Submission['senderKind'],
      name: demo.sender.name,
      email: `s${random.below(1_000_000)}@mail.example`,
      language: demo.language,
      publishText: random.chance(0.9),
    };
  }

  #unitOf(demo: DemoItem): string {
    const unit = demo.unit ?? (demo.regulation && regulationOf(demo.regulation)?.unit) ?? WARD_CONCERNED;
    return unit === WARD_CONCERNED ? this.#random.of(this.#wards).slug : unit;
  }
}

interface Surroundings {
  random: Random;
  now: Date;
  officials: Officials;
  unit: string;
}

/** What became of an item until now, with an entry for each thing that happened. */
class Fate {
  readonly #item: FeedbackFields;
  readonly #demo: DemoItem;
  readonly #around: Surroundings;
  readonly #entries: JournalRow[] = [];

  constructor(item: FeedbackFields, demo: DemoItem, around: Surroundings) {
    this.#item = item;
    this.#demo = demo;
    this.#around = around;
  }

  lived(): Made {
    const item = this.#item;
    const { random, now } = this.#around;
    const age = (now.getTime() - item.receivedAt.getTime()) / DAY_MS;
    const open = random.chance(RECENT.find(({ days }) => age < days)?.open ?? LEFT_OPEN);
    item.status = open ? random.weighted(OPEN_AS) : random.weighted(CLOSED_AS);
    this.#tell('submitted', 0, { channel: item.channel, dueAt: item.dueAt });
    if (item.status === 'waiting') this.#waits(null);
    if (item.status === 'refused') this.#refused();
    if (item.status === 'accepted' || IN_UNIT.includes(item.status)) this.#accepted();
    if (IN_UNIT.includes(item.status)) this.#routed();
    if (WITH_OFFICIAL.includes(item.status)) this.#assigned();
    if (item.status === 'paused') this.#waits(item.unit);
    if (item.status === 'disputed') this.#disputed();
    if (item.status === 'in-review') this.#written();
    if (item.status === 'answered') this.#answered();
    if (item.status === 'withdrawn' || item.status === 'lapsed') this.#closes(item.status === 'lapsed');
    if (open && item.status !== 'waiting' && item.status !== 'paused' && item.dueAt < now) this.#overdue();
    item.version = this.#entries.length - 1;
    return { item, entries: this.#entries };
  }

  #tell(name: string, hours: number, details: Record<string, unknown> = {}): Date {
    const item = this.#item;
    const last = this.#entries.at(-1)?.at ?? item.receivedAt;
    const { now } = this.#around;
    const at = new Date(Math.min(last.getTime() + hours * HOUR_MS, now.getTime() - 1_000));
    this.#entries.push({
      _id: new mongoose.Types.ObjectId().toHexString(),
      name: `feedback.${name}`,
      at,
      actor: name === 'submitted' ? { kind: 'visitor' } : { kind: 'staff', id: 'scale', name: 'Scale' },
      requestId: 'scale',
      subject: { model: Feedback.modelName, id: item._id.toHexString(), code: item.code },
      details,
      personal: {},
      done: ['feedback.letters', 'feedback.live'],
      unsealed: true,
      dead: [],
      tries: 1,
      open: false,
    });
    return at;
  }

  #accepted(): void {
    const item = this.#item;
    const at = this.#tell('accepted', 2, { edited: false });
    item.holdings[0]!.doneAt = at;
  }

  #routed(): void {
    const item = this.#item;
    const { unit } = this.#around;
    const at = this.#tell('routed', 1, { unit, suggested: unit, dueAt: item.dueAt });
    item.unit = unit;
    item.holdings[0]!.to = at;
    item.holdings.push(holding({ ...item, waitingSince: null }, 'acceptance', unit, at));
  }

  #assigned(): void {
    const item = this.#item;
    const at = this.#tell('assigned', 4);
    item.assignee = this.#around.officials[item.unit!] ?? null;
    item.holdings.at(-1)!.doneAt = at;
  }

  #waits(unit: string | null): void {
    const item = this.#item;
    const at = this.#tell('info-requested', 3);
    const until = new Date(Math.max(at.getTime(), this.#around.now.getTime()) + 5 * DAY_MS);
    item.waitingSince = at;
    item.askedBy = 'scale';
    item.messages = [{ at, from: 'office', text: `${this.#demo.subject}?` }];
    item.awaited = { until, reminders: 0, nextAt: until, countedAt: at };
    if (unit && at > item.dueAt) item.overdueAt = item.dueAt;
  }

  #disputed(): void {
    const item = this.#item;
    const at = this.#tell('disputed', 6);
    item.dispute = {
      unit: item.unit!,
      proposed: 'dept-construction',
      reason: 'Không thuộc thẩm quyền.',
      at,
      decided: null,
    };
  }

  #refused(): void {
    const item = this.#item;
    item.closedAt = this.#tell('refused', 5);
    item.refusal = { ground: this.#around.random.of(GROUNDS), guidance: this.#demo.subject };
    item.closedCalendar = 1;
  }

  #closes(unanswered: boolean): void {
    const item = this.#item;
    item.closedAt = this.#tell(unanswered ? 'closed-unanswered' : 'withdrawn', unanswered ? 150 : 10);
    item.closedCalendar = 1;
  }

  #written(): Date {
    const { random } = this.#around;
    const step = this.#demo.story.find(({ answer, text }) => answer ?? text);
    const text = step?.answer ?? step?.text ?? this.#demo.text;
    const at = this.#tell('answer-submitted', this.#hoursToAnswer());
    this.#item.answer = {
      outcome: random.of(['accepted', 'partly', 'refused', 'explained']),
      text: text.slice(0, 900),
      by: this.#item.assignee ?? 'scale',
      savedAt: at,
      verdict: {
        verdict: 'clear',
        score: 60 + random.below(40),
        rulesVersion: 'scale',
        gate: 'open',
        answered: [1],
      },
    };
    return at;
  }

  #hoursToAnswer(): number {
    const { random } = this.#around;
    const item = this.#item;
    const start = this.#entries.at(-1)!.at.getTime();
    const left = (item.dueAt.getTime() - start) / HOUR_MS;
    return random.chance(LATE)
      ? left + 24 + random.below(240)
      : Math.max(1, left * (0.2 + 0.7 * random.next()));
  }

  #answered(): void {
    const item = this.#item;
    const { random, now } = this.#around;
    this.#written();
    const at = this.#tell('answered', 2);
    item.closedAt = at;
    item.closedCalendar = 1;
    if (at > item.dueAt) item.overdueAt = item.dueAt;
    if (!random.chance(0.25)) return;
    const answered = random.weighted({ yes: 60, partly: 25, no: 15 });
    const rated = new Date(Math.min(at.getTime() + 30 * HOUR_MS, now.getTime() - 500));
    item.rating = {
      answered,
      clear: answered,
      solved: random.weighted({ yes: 50, partly: 30, no: 20 }),
      reasons: answered === 'no' ? ['no-date'] : [],
      note: '',
      at: rated,
      unit: item.unit!,
    };
    this.#tell('rated', 30, { answered });
  }

  #overdue(): void {
    this.#item.overdueAt = this.#item.dueAt;
    this.#tell('overdue', 1);
  }
}
