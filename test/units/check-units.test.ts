import { expect } from 'chai';
import { checkUnits, type RowFault, type Unit } from '../../server/units/rules.ts';
import { readUnitRow } from '../../server/units/unit-row.ts';
import { seedUnitRows, seedUnits, unit } from './seed-units.ts';

const numbered = (units: Unit[]) => units.map((value, at) => ({ row: at + 1, value }));
const keys = (faults: RowFault[]) => faults.map(({ text }) => text.replace('units.import.', ''));
const city = unit({ slug: 'city', kind: 'city', parent: null });

function check(units: Unit[], onFile: Unit[] = [city]) {
  const { accepted, refused } = checkUnits(numbered(units), onFile);
  return {
    accepted: accepted.map((each) => each.slug),
    refused: Object.fromEntries(refused.map((each) => [`${each.row} ${each.slug}`, keys(each.faults)])),
  };
}

describe('rows of units against each other', () => {
  it('accepts the catalogue that ships, whole', () => {
    const { accepted, refused } = checkUnits(numbered(seedUnits()), []);
    expect([accepted.length, refused]).to.deep.equal([198, []]);
  });

  it('refuses unknown references and dates in the wrong order', () => {
    const bad = unit({
      slug: 'bad',
      parent: 'nowhere',
      successors: ['nobody'],
      predecessors: ['no-one'],
      formerDistrict: 'city',
      validFrom: '2025-07-01',
      validTo: '2025-06-30',
    });
    const faults = [
      'dates-reversed',
      'unknown-parent',
      'unknown-successor',
      'unknown-predecessor',
      'unknown-district',
    ];
    expect(check([bad])).to.deep.equal({ accepted: [], refused: { '1 bad': faults } });
  });

  it('refuses circles of successors and of parents', () => {
    const circle = [
      unit({ slug: 'a', successors: ['b'] }),
      unit({ slug: 'b', successors: ['a'] }),
      unit({ slug: 'c', parent: 'd' }),
      unit({ slug: 'd', parent: 'c' }),
      unit({ slug: 'e', parent: 'e' }),
    ];
    expect(check(circle).refused).to.deep.equal({
      '1 a': ['circle-of-successors'],
      '2 b': ['circle-of-successors'],
      '3 c': ['circle-of-parents'],
      '4 d': ['circle-of-parents'],
      '5 e': ['circle-of-parents'],
    });
  });

  it('refuses what leans on a refused row, unless an earlier form of it is on file', () => {
    const rows = [unit({ slug: 'top', parent: 'nowhere' }), unit({ slug: 'below', parent: 'top' })];
    expect(check(rows).refused).to.deep.equal({ '1 top': ['unknown-parent'], '2 below': ['unknown-parent'] });
    expect(check(rows, [city, unit({ slug: 'top' })]).accepted).to.deep.equal(['below']);
  });

  it('lets the first of two rows with one slug stand, and asks a parent of all but the city', () => {
    const rows = [unit({ slug: 'twice' }), unit({ slug: 'twice' }), unit({ slug: 'lost', parent: null })];
    const refused = { '2 twice': ['repeated'], '3 lost': ['no-parent'] };
    expect(check(rows)).to.deep.equal({ accepted: ['twice'], refused });
  });
});

describe('the shape of a row', () => {
  const good = seedUnitRows()[10]!;
  const faultsOf = (change: Record<string, unknown>) => {
    const read = readUnitRow({ ...good, ...change });
    return 'faults' in read ? keys(read.faults) : [];
  };

  it('takes a row as it ships', () => expect(faultsOf({})).to.deep.equal([]));

  const cases: [name: string, change: Record<string, unknown>, faults: string[]][] = [
    ['a slug with capitals', { slug: 'Dept Finance' }, ['bad-slug']],
    ['a slug of another type', { slug: { $gt: '' } }, ['wrong']],
    ['a language left out', { name: { vi: 'Sở', en: 'Department' } }, ['missing-language']],
    ['an empty language', { name: { vi: 'Sở', en: '', ru: 'Департамент' } }, ['missing-language']],
    ['no name', { name: undefined }, ['missing']],
    ['a date that does not exist', { valid_to: '2025-02-30' }, ['bad-date']],
    ['a date in another order', { valid_to: '28/02/2025' }, ['bad-date']],
    ['an unknown kind', { kind: 'castle' }, ['wrong']],
    ['a field that nobody knows', { sucessor: 'dept-finance' }, ['unknown-field']],
    ['a word for true', { verified: 'yes' }, ['wrong']],
    ['both forms of successor', { successor: 'a', successors: ['b'] }, ['wrong']],
    ['a name without end', { name: { vi: 'x'.repeat(301), en: 'x', ru: 'x' } }, ['too-long']],
  ];
  for (const [name, change, faults] of cases)
    it(`refuses ${name}`, () => expect(faultsOf(change)).to.deep.equal(faults));

  for (const row of [null, 'text', 7, []])
    it(`refuses ${JSON.stringify(row)} as a row`, () => expect(readUnitRow(row)).to.have.property('faults'));
});
