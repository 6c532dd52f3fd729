import { expect } from 'chai';
import { dayAfter } from '../../server/city/dates.ts';
import {
  endedOn,
  inForce,
  isDistrict,
  isFormer,
  isWard,
  stretchAfter,
  successorsOf,
  wardsOfDistrict,
} from '../../server/units/rules.ts';
import { seedUnits, seedUnitsBySlug, unit } from './seed-units.ts';

const units = seedUnitsBySlug();
const slugs = (found: { slug: string }[]) => found.map((each) => each.slug);

describe('validity of units', () => {
  const merged = unit({ slug: 'merged', validFrom: '2020-01-01', validTo: '2025-02-28' });

  it('counts the first and the last day', () => {
    const days = ['2019-12-31', '2020-01-01', '2025-02-28', '2025-03-01'];
    expect(days.map((day) => inForce(merged, day))).to.deep.equal([false, true, true, false]);
    expect(days.map((day) => isFormer(merged, day))).to.deep.equal([false, false, false, true]);
  });

  it('ends on the day after the last, also across months and leap years', () => {
    expect(endedOn(merged)).to.equal('2025-03-01');
    expect(endedOn(unit({ slug: 'still-there' }))).to.equal(null);
    expect([dayAfter('2024-02-28'), dayAfter('2025-12-31')]).to.deep.equal(['2024-02-29', '2026-01-01']);
  });

  it('knows 126 wards and communes since 1 July 2025, and 30 districts until the day before', () => {
    const count = (date: string) => {
      const present = seedUnits().filter((each) => inForce(each, date));
      return [present.filter(isWard).length, present.filter(isDistrict).length];
    };
    expect(count('2025-06-30')).to.deep.equal([0, 30]);
    expect(count('2025-07-01')).to.deep.equal([126, 0]);
  });
});

describe('successors', () => {
  it('leads every former unit with a successor on file to one unit in force', () => {
    const former = seedUnits().filter((each) => isFormer(each, '2026-03-04') && !isDistrict(each));
    expect(former).to.have.lengthOf(9);
    for (const each of former) {
      const found = successorsOf(each, units, { date: '2026-03-04' });
      expect(slugs(found), each.slug).to.deep.equal(each.successors);
    }
  });

  it('leads every district to its own wards, and to the one picked', () => {
    const districts = seedUnits().filter(isDistrict);
    const reached = new Set<string>();
    for (const district of districts) {
      const wards = successorsOf(district, units, { date: '2026-03-04' });
      expect(wards.length, district.slug).to.be.greaterThan(1);
      for (const ward of wards) {
        reached.add(ward.slug);
        expect(ward.formerDistrict).to.equal(district.slug);
        const picked = successorsOf(district, units, { date: '2026-03-04', ward: ward.slug });
        expect(slugs(picked)).to.deep.equal([ward.slug]);
      }
    }
    expect([districts.length, reached.size]).to.deep.equal([30, 126]);
  });

  it('does not guess when the ward picked lies elsewhere', () => {
    const district = units.get('district-ba-dinh')!;
    const found = successorsOf(district, units, { date: '2026-03-04', ward: 'commune-soc-son' });
    expect(slugs(found)).to.deep.equal(slugs(wardsOfDistrict('district-ba-dinh', units, '2026-03-04')));
  });

  it('goes back to predecessors on a day before the unit was there', () => {
    const found = successorsOf(units.get('dept-agriculture-environment')!, units, { date: '2023-06-01' });
    expect(slugs(found)).to.have.members(['dept-agriculture-rural', 'dept-natural-resources']);
    const ward = successorsOf(units.get('ward-ba-dinh')!, units, { date: '2023-06-01' });
    expect(slugs(ward)).to.deep.equal(['district-ba-dinh']);
  });

  it('follows several steps and ends in spite of a circle', () => {
    const chain = new Map(
      [
        unit({ slug: 'a', validTo: '2020-12-31', successors: ['b'] }),
        unit({ slug: 'b', validFrom: '2021-01-01', validTo: '2022-12-31', successors: ['c', 'd'] }),
        unit({ slug: 'c', validFrom: '2023-01-01' }),
        unit({ slug: 'd', validFrom: '2023-01-01', validTo: '2023-12-31', successors: ['d'] }),
      ].map((each) => [each.slug, each]),
    );
    const on = (date: string) => slugs(successorsOf(chain.get('a')!, chain, { date }));
    expect([on('2020-06-01'), on('2021-06-01'), on('2023-06-01'), on('2024-06-01')]).to.deep.equal([
      ['a'],
      ['b'],
      ['c', 'd'],
      ['c'],
    ]);
  });
});

describe('stretches of a list', () => {
  const list = ['a', 'b', 'c', 'd', 'e'].map((slug) => ({ slug }));

  it('walks the list once, without gap or repeat', () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { shown, next } = stretchAfter(list, after, 2);
      seen.push(...slugs(shown));
      after = next ?? undefined;
    } while (after);
    expect(seen).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('ends exactly at the end, and begins anew after an unknown slug', () => {
    expect(stretchAfter(list, 'c', 2).next).to.equal(null);
    expect(slugs(stretchAfter(list, 'gone', 2).shown)).to.deep.equal(['a', 'b']);
    expect(stretchAfter([], undefined, 2)).to.deep.equal({ shown: [], next: null });
  });
});
