import { expect } from 'chai';
import { type HandledCase, handledAs } from '../../../server/feedback/item/rules/handled.ts';

const at = (day: string) => new Date(`${day}T03:00:00Z`);
const base: HandledCase = {
  status: 'answered',
  unit: 'health',
  dueAt: at('2026-03-16'),
  closedAt: at('2026-03-12'),
  overdueAt: null,
  holdings: [
    { unit: null, from: at('2026-03-02'), to: at('2026-03-04') },
    { unit: 'construction', from: at('2026-03-04'), to: at('2026-03-10') },
    { unit: 'health', from: at('2026-03-10'), to: at('2026-03-12') },
  ],
  rating: null,
  answer: {},
  reopening: null,
};
const grades = { answered: 'yes', clear: 'yes', solved: 'yes' } as const;
const of = (change: Partial<HandledCase>) => handledAs({ ...base, ...change });

describe('how an item counts in the scores', () => {
  it('well, in the month of an answer that came in time', () => {
    expect(of({})).to.deep.equal({ as: 'well', at: at('2026-03-12'), unit: 'health' });
  });

  it('not at all while it is open and in time', () => {
    for (const status of ['accepted', 'routed', 'assigned', 'paused', 'in-review'] as const)
      expect(of({ status, closedAt: null, answer: null }), status).to.equal(undefined);
  });

  it('not at all when it was refused, or withdrawn in time', () => {
    expect(of({ status: 'refused', unit: null })).to.equal(undefined);
    expect(of({ status: 'withdrawn' })).to.equal(undefined);
    expect(of({ status: 'lapsed' })).to.equal(undefined);
    expect(of({ status: 'submitted', unit: null, closedAt: null, overdueAt: at('2026-03-17') })).to.equal(
      undefined,
    );
  });

  it('late as soon as its date has passed, for whoever had it then', () => {
    const late = { dueAt: at('2026-03-08'), overdueAt: at('2026-03-08') };
    const expected = { as: 'late', at: at('2026-03-08'), unit: 'construction' };
    expect(of({ ...late, status: 'assigned', closedAt: null })).to.deep.equal(expected);
    expect(of({ ...late, rating: grades })).to.deep.equal(expected);
    expect(of({ ...late, status: 'withdrawn' })).to.deep.equal(expected);
    expect(of({ dueAt: at('2026-03-03'), overdueAt: at('2026-03-03') })).to.include({ unit: null });
    expect(of({ ...late, holdings: [] })).to.include({ unit: 'health' });
  });

  it('dissatisfied with any "no"', () => {
    for (const question of ['answered', 'clear', 'solved'] as const) {
      expect(of({ rating: { ...grades, [question]: 'no' } })!.as, question).to.equal('dissatisfied');
      expect(of({ rating: { ...grades, [question]: 'partly' } })!.as, question).to.equal('well');
    }
  });

  it('overridden when it was sent against the check, unless its sender is content', () => {
    const answer = { override: { reason: 'x' } };
    expect(of({ answer })!.as).to.equal('overridden');
    expect(of({ answer, rating: grades })!.as).to.equal('well');
    expect(of({ answer, rating: { ...grades, clear: 'no' } })!.as).to.equal('dissatisfied');
  });

  it('once, as the worst, when it was reopened: a second answer adds nothing', () => {
    const first = { dueAt: at('2026-03-16'), closedAt: at('2026-03-12'), overdueAt: null, holdings: [] };
    const reopening = { unit: 'construction', first };
    const expected = { at: at('2026-03-12'), unit: 'construction' };
    const again = { reopening, dueAt: at('2026-04-02'), closedAt: at('2026-04-01'), rating: grades };
    expect(of(again)).to.deep.equal({ as: 'reopened', ...expected });
    expect(of({ ...again, status: 'routed', closedAt: null })).to.deep.equal({ as: 'reopened', ...expected });
    expect(of({ ...again, overdueAt: at('2026-04-02') })).to.deep.equal({ as: 'late', ...expected });
    const lateFirst = { unit: 'construction', first: { ...first, overdueAt: at('2026-03-16') } };
    expect(of({ ...again, reopening: lateFirst })).to.include({ as: 'late', unit: 'construction' });
  });
});
