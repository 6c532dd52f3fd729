import { expect } from 'chai';
import { rowOnOrFirst } from '../../../server/city/dated-rows.ts';
import { addDays } from '../../../server/city/dates.ts';
import { GRADES, type Grades } from '../../../server/feedback/item/rules/grades.ts';
import { stateAfter } from '../../../server/feedback/item/rules/status.ts';
import { asksForReview, ratedBadly, reopeningRefusal } from '../../../server/feedback/rating/rules.ts';

const now = new Date('2026-03-10T03:00:00Z');
const until = new Date('2026-04-10T03:00:00Z');
const grades = (wishes: Partial<Grades> = {}): Grades => ({
  answered: 'yes',
  clear: 'yes',
  solved: 'yes',
  ...wishes,
});

describe('after the answer: rules', () => {
  it('offers a second look for "not answered" and "not solved" alone', () => {
    for (const answered of GRADES)
      for (const solved of GRADES)
        expect(asksForReview(grades({ answered, solved }))).to.equal(answered === 'no' || solved === 'no');
    expect(asksForReview(grades({ clear: 'no' }))).to.equal(false);
  });

  it('has reviewers read what did not answer or was not clear', () => {
    expect(ratedBadly(grades({ clear: 'no' }))).to.equal(true);
    expect(ratedBadly(grades({ answered: 'no' }))).to.equal(true);
    expect(ratedBadly(grades({ solved: 'no', answered: 'partly', clear: 'partly' }))).to.equal(false);
  });

  it('reopens once, after a poor rating, in time', () => {
    const poor = grades({ answered: 'no' });
    expect(reopeningRefusal({ rating: poor, reopened: false, until }, now)).to.equal(undefined);
    expect(reopeningRefusal({ rating: poor, reopened: true, until }, now)).to.equal('reopened-before');
    expect(reopeningRefusal({ rating: null, reopened: false, until }, now)).to.equal('not-rated');
    expect(reopeningRefusal({ rating: grades(), reopened: false, until }, now)).to.equal('rated-well');
    expect(reopeningRefusal({ rating: poor, reopened: false, until }, until)).to.equal(undefined);
    const after = new Date(until.getTime() + 1);
    expect(reopeningRefusal({ rating: poor, reopened: false, until }, after)).to.equal('reopening-late');
  });

  it('takes the times that were in force', () => {
    const row = {
      validFrom: '2020-01-01',
      validTo: '2025-12-31',
      basis: '',
      reopenWithinDays: 10,
      appealWithinDays: 10,
    };
    const rows = [
      { ...row, remindAfterDays: 3 },
      { ...row, validFrom: '2026-01-01', validTo: null, remindAfterDays: 7 },
    ];
    expect(rowOnOrFirst(rows, '2025-12-31').remindAfterDays).to.equal(3);
    expect(rowOnOrFirst(rows, '2026-01-01').remindAfterDays).to.equal(7);
    expect(rowOnOrFirst(rows, '2019-01-01').remindAfterDays).to.equal(3);
    expect(addDays(now, 7).toISOString()).to.equal('2026-03-17T03:00:00.000Z');
  });

  it('rates and reopens only what is answered', () => {
    expect(stateAfter('answered', 'feedback.rated')).to.equal('answered');
    expect(stateAfter('answered', 'feedback.reopened')).to.equal('routed');
    for (const status of ['routed', 'in-review', 'refused', 'withdrawn'] as const) {
      expect(stateAfter(status, 'feedback.rated')).to.equal(undefined);
      expect(stateAfter(status, 'feedback.reopened')).to.equal(undefined);
    }
  });
});
