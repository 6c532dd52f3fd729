import { changeCatalogue } from '../../server/catalogue/actions.ts';
import { planReorganisation } from '../../server/catalogue/reorganisation/actions.ts';
import { flatRegulation, flatUnit } from '../../server/catalogue/rules.ts';
import { regulationOf } from '../../server/regulations/index.ts';
import { unitOf } from '../../server/units/index.ts';
import { colleague } from '../support/people.ts';
import type { Sample, Stage } from './samples.ts';

const UNIT = 'dept-finance';
const PROCEDURE = 'tree-felling-permit';
let count = 0;

/** What a form of a row does not ask for. */
function asked({ validTo: _, successors: __, ...flat }: Record<string, string>) {
  return { ...flat, seen: 'x', confirmed: '' };
}

async function changed({ world }: Stage): Promise<Record<string, string>> {
  const administrator = await colleague(world, 'administrator');
  const unit = { ...unitOf(UNIT)!, source: `https://example.org/${++count}` };
  const rows = [{ slug: UNIT, after: { ...unit } }];
  const { _id } = await changeCatalogue(administrator.context(), { kind: 'units', way: 'page', rows });
  return { id: _id };
}

/** That a small unit ends which nobody else of the walk needs. */
async function planOfNew({ world }: Stage) {
  const administrator = await colleague(world, 'administrator');
  const made = {
    ...unitOf(UNIT)!,
    slug: `walk-${++count}`,
    abbreviation: '',
    successors: [],
    predecessors: [],
  };
  const rows = [{ slug: made.slug, after: { ...made } }];
  await changeCatalogue(administrator.context(), { kind: 'units', way: 'page', rows });
  return { from: [made.slug], heir: UNIT, others: [], lastDay: '2027-01-04', basis: 'QĐ 1' };
}

async function planned(stage: Stage): Promise<Record<string, string>> {
  const administrator = await colleague(stage.world, 'administrator');
  return { id: await planReorganisation(administrator.context(), await planOfNew(stage)) };
}

const file = { field: 'file', name: 'units.csv', bytes: Buffer.from(`slug,kind\n${UNIT},department\n`) };

/** Each up to its preview. */
export const catalogueSamples: Record<string, Sample> = {
  'GET /catalogue': {},
  'POST /catalogue/changes/:id/undo': { params: changed, changes: true },
  'GET /catalogue/new-unit': {},
  'POST /catalogue/new-unit': {
    fields: () => ({ ...asked(flatUnit(unitOf(UNIT)!)), slug: 'walk-new' }),
  },
  'GET /catalogue/units/:slug': { params: () => ({ slug: UNIT }) },
  'POST /catalogue/units/:slug': {
    params: () => ({ slug: UNIT }),
    fields: () => asked(flatUnit(unitOf(UNIT)!)),
  },
  'GET /catalogue/new-procedure': {},
  'POST /catalogue/new-procedure': {
    fields: () => ({ ...asked(flatRegulation(regulationOf(PROCEDURE)!)), slug: 'walk-new', code: '' }),
  },
  'GET /catalogue/regulations/:slug': { params: () => ({ slug: PROCEDURE }) },
  'POST /catalogue/regulations/:slug': {
    params: () => ({ slug: PROCEDURE }),
    fields: () => asked(flatRegulation(regulationOf(PROCEDURE)!)),
  },
  'GET /catalogue/import': {},
  'POST /catalogue/import': { file },
  'GET /catalogue/units.csv': {},
  'GET /catalogue/required-documents.csv': {},
  'GET /settings/required-documents': {},
  'GET /settings/required-documents/:of': { params: () => ({ of: PROCEDURE }) },
  'POST /settings/required-documents/:of': {
    params: () => ({ of: PROCEDURE }),
    fields: () => ({
      ...{ number: '1', validFrom: '2027-01-04', confirmed: '', source: 'Quyết định 12/2026/QĐ-UBND' },
      ...{ 'documents-0-name-vi': 'Đơn đề nghị', 'documents-0-name-en': 'Application' },
      'documents-0-name-ru': 'Заявление',
    }),
  },
  'GET /catalogue/procedures.csv': {},
  'GET /catalogue/reorganisations/new': {},
  'POST /catalogue/reorganisations/new': {
    fields: () => ({
      ...{ from: [UNIT], heir: 'dept-health', lastDay: '2027-01-04', basis: 'QĐ 1' },
      ...{ slug: '', kind: '', parent: '', 'name-vi': '', 'name-en': '', 'name-ru': '', confirmed: '' },
    }),
  },
  planReorganisation: { body: planOfNew, changes: true },
  'GET /catalogue/reorganisations/:id': { params: planned },
  'POST /catalogue/reorganisations/:id/undo': { params: planned, changes: true },
};
