import { expect } from 'chai';
import { LANGUAGES } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import {
  handoverOn,
  isUnsure,
  type Suggestion,
  type SuggestionInput,
  suggestUnit,
  WARD_CONCERNED,
} from '../../server/regulations/rules.ts';
import { inForce, isDistrict, isWard } from '../../server/units/rules.ts';
import { seedUnitsBySlug } from '../units/seed-units.ts';
import { seedRegulations } from './seed-regulations.ts';

const TODAY = '2026-03-04';
const units = seedUnitsBySlug();
const regulations = new Map(seedRegulations().map((each) => [each.slug, each]));
const wards = [...units.values()].filter(isWard);

const suggest = (input: Partial<SuggestionInput>) =>
  suggestUnit({ date: TODAY, ...input }, { units, regulations });
const why = ({ reason }: Suggestion) => reason.text.replace('regulations.suggestion.', '');
const brief = (suggestion: Suggestion) => [suggestion.unit, why(suggestion)];
const candidates = (suggestion: Suggestion) => (suggestion.unit === null ? suggestion.candidates : []);

describe('the unit suggested today', () => {
  it('is one in force for every procedure and any ward', () => {
    [...regulations.values()].forEach((regulation, at) => {
      const ward = wards[(at * 31) % wards.length]!;
      const { unit } = suggest({ regulation: regulation.slug, ward: ward.slug });
      expect(unit, regulation.slug).to.equal(
        regulation.unit === WARD_CONCERNED ? ward.slug : regulation.unit,
      );
      expect(inForce(units.get(unit!)!, TODAY), regulation.slug).to.equal(true);
    });
  });

  it('needs a ward for exactly 36 procedures, and then offers all 126', () => {
    const open = [...regulations.keys()]
      .map((regulation) => suggest({ regulation }))
      .filter((each) => !each.unit);
    expect(open).to.have.lengthOf(36);
    for (const each of open) expect([why(each), candidates(each).length]).to.deep.equal(['no-ward', 126]);
  });

  it('says why', () => {
    expect(brief(suggest({ regulation: 'law-firm-registration' }))).to.deep.equal(['dept-justice', 'named']);
    expect(brief(suggest({ regulation: 'birth-registration', ward: 'ward-ba-dinh' }))).to.deep.equal([
      'ward-ba-dinh',
      'ward',
    ]);
    expect(brief(suggest({ unit: 'dept-tourism' }))).to.deep.equal(['dept-tourism', 'chosen']);
  });

  it('takes the ward from the unit named, when no place was picked', () => {
    expect(suggest({ regulation: 'birth-registration', unit: 'ward-ba-dinh' }).unit).to.equal('ward-ba-dinh');
  });

  it('follows a merged department', () => {
    expect(brief(suggest({ unit: 'dept-transport' }))).to.deep.equal(['dept-construction', 'merged']);
  });
});

describe('former districts', () => {
  const districts = [...units.values()].filter(isDistrict);

  it('are 30, each asking for one of its wards', () => {
    expect(districts).to.have.lengthOf(30);
    const offered = districts.flatMap((district) => {
      const suggestion = suggest({ unit: district.slug });
      expect(brief(suggestion)).to.deep.equal([null, 'pick-ward']);
      return candidates(suggestion);
    });
    expect(new Set(offered)).to.deep.equal(new Set(wards.map((ward) => ward.slug)));
    expect(offered).to.have.lengthOf(126);
  });

  it('lead to the ward picked in their area', () => {
    for (const ward of wards)
      expect(brief(suggest({ unit: ward.formerDistrict!, ward: ward.slug }))).to.deep.equal([
        ward.slug,
        'former-district',
      ]);
  });

  it('never guess: a ward from elsewhere is one candidate among those of the area', () => {
    const suggestion = suggest({ unit: 'district-ba-dinh', ward: 'commune-soc-son' });
    expect(brief(suggestion)).to.deep.equal([null, 'ward-elsewhere']);
    expect(candidates(suggestion)).to.have.lengthOf(4).and.include('commune-soc-son');
  });

  it('as the place of a ward procedure offer only their wards', () => {
    const suggestion = suggest({ regulation: 'birth-registration', ward: 'district-tay-ho' });
    expect([why(suggestion), candidates(suggestion).length]).to.deep.equal(['pick-ward', 3]);
  });
});

describe('dates before the reforms', () => {
  const in2023 = (input: Partial<SuggestionInput>) => suggest({ date: '2023-06-01', ...input });

  it('give the units of 2023 for every procedure', () => {
    for (const regulation of regulations.values()) {
      const ward = wards[0]!;
      const { unit } = in2023({ regulation: regulation.slug, ward: ward.slug });
      const expected: Record<string, string | null> = {
        [WARD_CONCERNED]: null,
        'district-people-committee': ward.formerDistrict!,
      };
      const { unit2023 } = regulation;
      expect(unit, regulation.slug).to.equal(unit2023 in expected ? expected[unit2023] : unit2023);
      if (unit) expect(inForce(units.get(unit)!, '2023-06-01'), regulation.slug).to.equal(true);
    }
  });

  it('do not invent a commune of that time: the district is a candidate', () => {
    const suggestion = in2023({ regulation: 'birth-registration', ward: 'ward-ba-dinh' });
    expect(brief(suggestion)).to.deep.equal([null, 'wards-then-unknown']);
    expect(candidates(suggestion)).to.deep.equal(['district-ba-dinh']);
  });

  it('ask for the district when no place was picked', () => {
    const suggestion = in2023({ regulation: 'land-purpose-change' });
    expect([why(suggestion), candidates(suggestion).length]).to.deep.equal(['no-district', 30]);
  });

  const days: [regulation: string, changed: string | null][] = [
    ['environmental-licence', '2025-03-01'],
    ['company-joint-stock', '2025-03-01'],
    ['criminal-record-certificate', '2025-03-01'],
    ['land-purpose-change', '2025-07-01'],
    ['social-housing-registration', '2025-07-01'],
    ['pakn-administrative-regulations', '2024-10-01'],
    ['tour-guide-card', null],
  ];
  for (const [slug, changed] of days)
    it(`${slug} changes hands ${changed ? `on ${changed}` : 'never'}`, () => {
      const regulation = regulations.get(slug)!;
      expect(handoverOn(regulation, units)).to.equal(changed);
      if (!changed) return;
      const dayBefore = new Date(Date.parse(changed) - 86_400_000).toISOString().slice(0, 10);
      const named = (date: string) => suggest({ regulation: slug, ward: 'ward-ba-dinh', date }).unit;
      const old =
        regulation.unit2023 === 'district-people-committee' ? 'district-ba-dinh' : regulation.unit2023;
      const now = regulation.unit === WARD_CONCERNED ? 'ward-ba-dinh' : regulation.unit;
      expect([named(dayBefore), named(changed)]).to.deep.equal([old, now]);
    });

  it('name what came before a unit that was not there yet', () => {
    const suggestion = in2023({ unit: 'dept-agriculture-environment' });
    expect(why(suggestion)).to.equal('several-predecessors');
    expect(candidates(suggestion)).to.have.members(['dept-agriculture-rural', 'dept-natural-resources']);
    expect(brief(in2023({ unit: 'ward-ba-dinh' }))).to.deep.equal(['district-ba-dinh', 'predecessor']);
  });
});

describe('what the catalogue does not know', () => {
  it('is said, never thrown', () => {
    expect(brief(suggest({}))).to.deep.equal([null, 'nothing-named']);
    expect(brief(suggest({ regulation: 'nonsense' }))).to.deep.equal([null, 'unknown-regulation']);
    expect(brief(suggest({ unit: '__proto__' }))).to.deep.equal([null, 'unknown-unit']);
    expect(why(suggest({ regulation: 'birth-registration', ward: 'constructor' }))).to.equal('no-ward');
  });
});

describe('reasons', () => {
  const inputs: Partial<SuggestionInput>[] = [
    { regulation: 'law-firm-registration' },
    { regulation: 'birth-registration', ward: 'ward-ba-dinh' },
    { unit: 'dept-transport' },
    { unit: 'district-ba-dinh', ward: 'ward-ba-dinh' },
    { unit: 'district-ba-dinh', ward: 'commune-soc-son' },
    { unit: 'district-ba-dinh' },
    { unit: 'dept-agriculture-environment', date: '2023-06-01' },
  ];
  for (const language of LANGUAGES)
    it(`read as whole sentences in ${language}`, () => {
      for (const input of inputs) {
        const { reason } = suggest(input);
        const sentence = translator(language)(reason.text, reason.values);
        expect(sentence).to.match(/^\p{Lu}.*\.$/u);
        expect(sentence).to.not.match(/\{\{|regulations\.|undefined|\[object/);
      }
    });

  it('name the unit and the day', () => {
    const { reason } = suggest({ unit: 'dept-transport' });
    const said = translator('en')(reason.text, reason.values);
    expect(said).to.equal(
      'Department of Transport ended on 1 March 2025; its work passed to: Department of Construction.',
    );
  });
});

describe('doubts', () => {
  it('about research notes do not mark a fact', () => {
    expect(isUnsure({ unsure: ['time.note', 'fee.note'] }, 'time')).to.equal(false);
    expect(isUnsure({ unsure: ['time.value'] }, 'time')).to.equal(true);
    expect(isUnsure({ unsure: ['fee'] }, 'fee')).to.equal(true);
    expect(isUnsure({ unsure: ['unit_2023'] }, 'unit')).to.equal(false);
  });
});
