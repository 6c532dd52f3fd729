import { expect } from 'chai';
import { rowOnOrFirst } from '../../server/city/dated-rows.ts';
import {
  commitmentCode,
  type Dated,
  isCommitmentCode,
  newDateRefusal,
  nextStep,
  statusWhenDone,
} from '../../server/commitments/rules.ts';

const day = (date: string) => new Date(`${date}T10:00:00Z`);
const TIMES = { remindBeforeDays: 7, brokenAfterDays: 30 };
const made = (wishes: Partial<Dated> = {}): Dated => ({
  status: 'open',
  madeAt: day('2026-03-01'),
  dueAt: day('2026-04-01'),
  remindedAt: null,
  keptAt: null,
  ...wishes,
});

describe('commitments: rules', () => {
  it('reminds, then notes lateness, then that it is broken', () => {
    expect(nextStep(made(), TIMES)).to.deep.equal({ step: 'remind', at: day('2026-03-25') });
    const late = { step: 'late', at: new Date('2026-04-01T10:00:00.001Z') };
    expect(nextStep(made({ remindedAt: day('2026-03-25') }), TIMES)).to.deep.equal(late);
    expect(nextStep(made({ status: 'late' }), TIMES)).to.deep.equal({
      step: 'broken',
      at: day('2026-05-01'),
    });
    expect(nextStep(made({ status: 'broken' }), TIMES)).to.equal(undefined);
    expect(nextStep(made({ status: 'late', keptAt: day('2026-04-02') }), TIMES)).to.equal(undefined);
  });

  it('does not remind of what was promised for the same week', () => {
    expect(nextStep(made({ dueAt: day('2026-03-05') }), TIMES)!.step).to.equal('late');
  });

  it('is kept up to the very moment', () => {
    const dueAt = day('2026-04-01');
    expect(statusWhenDone(dueAt, dueAt)).to.equal('kept');
    expect(statusWhenDone(dueAt, new Date(dueAt.getTime() + 1))).to.equal('late');
  });

  it('grants another date only before the present one, later, and not without end', () => {
    const it = { status: 'open' as const, keptAt: null, dueAt: day('2026-04-01'), newDates: 0 };
    const asked = { dueAt: day('2026-05-01'), now: day('2026-03-20'), most: 2 };
    expect(newDateRefusal(it, asked)).to.equal(undefined);
    expect(newDateRefusal(it, { ...asked, now: day('2026-04-02') })).to.equal('date-passed');
    expect(newDateRefusal({ ...it, status: 'late' }, asked)).to.equal('date-passed');
    expect(newDateRefusal({ ...it, keptAt: day('2026-03-19') }, asked)).to.equal('done');
    expect(newDateRefusal({ ...it, newDates: 2 }, asked)).to.equal('moved-often');
    expect(newDateRefusal(it, { ...asked, dueAt: day('2026-04-01') })).to.equal('not-later');
  });

  it('spells codes and the times in force', () => {
    expect(commitmentCode(2026, 1)).to.equal('CK-2026-0001');
    expect(commitmentCode(2026, 12345)).to.equal('CK-2026-12345');
    expect(isCommitmentCode('CK-2026-0001')).to.equal(true);
    expect(isCommitmentCode('PA-2026-000001')).to.equal(false);
    const row = { validFrom: '2026-01-01', validTo: null, ...TIMES, mostNewDates: 2, basis: '' };
    expect(rowOnOrFirst([row], '2020-01-01')).to.equal(row);
  });
});
