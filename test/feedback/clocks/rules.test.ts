import { expect } from 'chai';
import { clockHygiene, type Question } from '../../../server/feedback/clocks/rules/clock-hygiene.ts';
import { deadlineState, isDueSoon } from '../../../server/feedback/clocks/rules/deadline-state.ts';
import { extensionFault } from '../../../server/feedback/clocks/rules/extension.ts';
import {
  canMoveOn,
  type Holding,
  handedOver,
  stepDone,
} from '../../../server/feedback/item/rules/holdings.ts';
import {
  MOVES,
  publicLabel,
  STATUSES,
  type Status,
  stateAfter,
} from '../../../server/feedback/item/rules/status.ts';

/** Hours count as office minutes here: the calendar has tests of its own. */
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
const worked = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000;

function held(unit: string | null, from: number, to: number | null, more: Partial<Holding> = {}): Holding {
  const step = unit ? 'acceptance' : 'screening';
  const end = to === null ? null : at(to);
  return { unit, step, from: at(from), to: end, dueAt: null, doneAt: null, ...more };
}

describe('clocks of an item: rules', () => {
  describe('how it stands with its date', () => {
    const due = at(20);
    const states: [what: string, status: Status, now: number, more: object, state: string][] = [
      ['long before', 'assigned', 1, {}, 'open-in-time'],
      ['exactly at the date', 'assigned', 20, {}, 'open-in-time'],
      ['after it', 'assigned', 21, {}, 'overdue'],
      ['after it, in dispute', 'disputed', 21, {}, 'overdue'],
      ['asked before the date, now after it', 'paused', 25, { waitingSince: at(19) }, 'paused'],
      ['asked exactly at the date', 'waiting', 25, { waitingSince: at(20) }, 'paused'],
      ['asked after the date', 'paused', 25, { waitingSince: at(21) }, 'overdue'],
      ['answered at the date', 'answered', 30, { closedAt: at(20) }, 'answered-in-time'],
      ['answered after it', 'answered', 30, { closedAt: at(21) }, 'answered-late'],
      ['refused', 'refused', 30, { closedAt: at(10) }, 'none'],
      ['closed without a reply', 'lapsed', 30, { closedAt: at(29) }, 'none'],
    ];
    for (const [what, status, now, more, state] of states)
      it(`${what}: ${state}`, () => {
        expect(deadlineState({ status, dueAt: due, ...more }, at(now), () => false)).to.equal(state);
      });

    it('is due soon only while the clock runs and the date lies ahead', () => {
      expect(deadlineState({ status: 'routed', dueAt: due }, at(19), () => true)).to.equal('due-soon');
      expect(deadlineState({ status: 'routed', dueAt: due }, at(21), () => true)).to.equal('overdue');
    });

    const soon: [left: number, given: number, expected: boolean][] = [
      [481, 4800, true],
      [960, 4800, true],
      [961, 4800, false],
      [480, 960, true],
      [481, 960, false],
      [240, 240, true],
      [0, 4800, true],
    ];
    for (const [left, given, expected] of soon)
      it(`${left} of ${given} minutes left: ${expected ? 'soon' : 'not yet'}`, () => {
        expect(isDueSoon({ left, given, day: 480 })).to.equal(expected);
      });
  });

  describe('who held it', () => {
    it('hands over without a gap, and does not touch what is over', () => {
      const before = [held(null, 0, 2), held('a', 2, null)];
      const after = handedOver(before, at(5), held('b', 5, null));
      expect(after.map(({ unit, from, to }) => [unit, from, to])).to.deep.equal([
        [null, at(0), at(2)],
        ['a', at(2), at(5)],
        ['b', at(5), null],
      ]);
      expect(before[1]!.to).to.equal(null);
    });

    it('notes only the first time that the step was done, of the present holder', () => {
      const once = stepDone([held(null, 0, 2), held('a', 2, null)], at(3));
      const twice = stepDone(once, at(4));
      expect(twice.map(({ doneAt }) => doneAt)).to.deep.equal([null, at(3)]);
    });

    it('ends the moving after twenty holders, with a place left for the arbiter', () => {
      expect(canMoveOn(Array(19))).to.equal(true);
      expect(canMoveOn(Array(20))).to.equal(false);
      expect(canMoveOn(Array(18), 2)).to.equal(true);
      expect(canMoveOn(Array(19), 2)).to.equal(false);
    });
  });

  describe('clock hygiene', () => {
    const calm = { left: 4000, given: 4800, day: 480 };
    const late = { left: 300, given: 4800, day: 480 };
    const ask = (unit: string | null, time = calm): Question => ({ from: at(1), unit, time });
    const flags = (holdings: Holding[], questions: Question[] = []) =>
      clockHygiene({ holdings }, { questions, transferMinutes: 600, worked });

    const cases: [what: string, holdings: Holding[], questions: Question[], expected: string[]][] = [
      ['a straight way', [held(null, 0, 1), held('a', 1, null)], [ask('a')], []],
      ['a question near the end', [held('a', 0, null)], [ask('a', late)], ['late-question']],
      [
        'a question after the date',
        [held('a', 0, null)],
        [ask('a', { ...late, left: -5 })],
        ['late-question'],
      ],
      ['two questions of a unit', [held('a', 0, null)], [ask('a'), ask('a')], ['repeated-question']],
      ['questions of two', [held(null, 0, 1), held('a', 1, null)], [ask(null), ask('a')], []],
      ['there and back', [held('a', 0, 1), held('b', 1, 2), held('a', 2, null)], [], ['ping-pong']],
      [
        'back from the arbiter',
        [held('a', 0, 1), held(null, 1, 2, { step: 'dispute' }), held('a', 2, null)],
        [],
        [],
      ],
      [
        'a fourth unit',
        [held('a', 0, 1), held('b', 1, 2), held('c', 2, 3), held('d', 3, null)],
        [],
        ['ping-pong'],
      ],
      ['kept too long, then passed on', [held('a', 0, 11), held('b', 11, null)], [], ['late-transfer']],
      [
        'kept long, then taken over when its unit ended',
        [held('a', 0, 11), held('b', 11, null, { takenOver: true })],
        [],
        [],
      ],
      [
        'with four units, of which one took over',
        [held('a', 0, 1), held('b', 1, 2), held('c', 2, 3), held('d', 3, null, { takenOver: true })],
        [],
        [],
      ],
      ['passed on in time', [held('a', 0, 10), held('b', 10, null)], [], []],
      ['kept long, but its own', [held('a', 0, 30)], [], []],
    ];
    for (const [what, holdings, questions, expected] of cases)
      it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
        expect(flags(holdings, questions)).to.deep.equal(expected);
      });
  });

  describe('extension', () => {
    const cases: [what: string, amount: number, now: number, more: object, fault: string | undefined][] = [
      ['all that is allowed, at the last moment', 10, 20, {}, undefined],
      ['a second time', 1, 5, { extensions: [{}] }, 'twice'],
      ['a moment after the date', 1, 21, {}, 'after-date'],
      ['too long', 11, 5, {}, 'too-long'],
      ['of nothing', 0, 5, {}, 'no-amount'],
      ['of no number', Number.NaN, 5, {}, 'no-amount'],
      ['where the table has none', 1, 5, { most: undefined }, 'none-allowed'],
      ['after the date, a second time', 1, 25, { extensions: [{}] }, 'twice'],
    ];
    for (const [what, amount, now, more, fault] of cases)
      it(`${what}: ${fault ?? 'granted'}`, () => {
        const of = { dueAt: at(20), extensions: [], most: 10 as number | undefined, ...more };
        expect(extensionFault(of, amount, at(now))).to.equal(fault);
      });
  });

  describe('moves', () => {
    it('come back from a pause and a dispute to where the unit was', () => {
      for (const [status, entry] of [
        ['paused', 'feedback.info-given'],
        ['disputed', 'feedback.dispute-rejected'],
      ] as const) {
        expect(stateAfter(status, entry, true)).to.equal('assigned');
        expect(stateAfter(status, entry, false)).to.equal('routed');
      }
      expect(stateAfter('waiting', 'feedback.info-given', true)).to.equal('submitted');
    });

    it('let nobody answer, extend or dispute while the sender is asked or the arbiter decides', () => {
      const entries = ['feedback.answer-submitted', 'feedback.extended', 'feedback.disputed'] as const;
      for (const status of ['waiting', 'paused', 'disputed'] as const)
        for (const entry of entries)
          expect(stateAfter(status, entry), `${entry} in ${status}`).to.equal(undefined);
    });

    it('mark a date only while the clock runs', () => {
      const marked = STATUSES.filter((status) => stateAfter(status, 'feedback.overdue') !== undefined);
      expect(marked).to.deep.equal(['submitted', 'accepted', 'routed', 'assigned', 'disputed', 'in-review']);
    });

    it('have one row for an entry in a state', () => {
      const pairs = MOVES.flatMap(({ entry, from }) => from.map((status) => `${entry} ${status}`));
      expect(new Set(pairs).size).to.equal(pairs.length);
    });

    it('show the public five words whatever the state', () => {
      expect([...new Set(STATUSES.map(publicLabel))]).to.have.length(5);
      expect(publicLabel('paused')).to.equal('waiting-for-sender');
      expect(publicLabel('disputed')).to.equal('being-handled');
      expect(publicLabel('lapsed')).to.equal('not-accepted');
    });
  });
});
