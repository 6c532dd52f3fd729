import { cityDate } from '../calendar/index.ts';
import { changeCatalogue, planReorganisation } from '../catalogue/index.ts';
import { dayAfter } from '../city/dates.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { popularNamesOf, regulationOf } from '../regulations/index.ts';
import { type Unit, unitOf } from '../units/index.ts';
import type { Cast } from './people.ts';

const ENDING = ['commune-quoc-oai', 'commune-phu-cat'];
const PROCEDURE = 'birth-registration';
const DAYS_AHEAD = 45;

/** Two communes are to be one from a day ahead; a procedure gets a name by which people search for it. */
export async function playReorganisation(site: Site, cast: Cast, now: Date): Promise<void> {
  const context = { ...systemContext(site, 'demo', now), actor: await cast.listed('administrator') };
  const procedure = regulationOf(PROCEDURE);
  if (procedure) {
    const popularNames = [...popularNamesOf(procedure), 'làm giấy khai sinh cho con'];
    const rows = [{ slug: PROCEDURE, after: { ...procedure, popularNames } }];
    await changeCatalogue(context, { kind: 'regulations', way: 'page', rows });
  }
  const [one] = ENDING.map(unitOf);
  if (!one) return;
  let lastDay = cityDate(now);
  for (let day = 0; day < DAYS_AHEAD; day++) lastDay = dayAfter(lastDay);
  const heir: Unit = {
    slug: 'commune-quoc-phu',
    kind: 'commune',
    parent: one.parent,
    name: {
      vi: 'UBND xã Quốc Phú',
      en: "People's Committee of Quoc Phu Commune",
      ru: 'Народный комитет: община Куокфу',
    },
    placeName: { vi: 'Xã Quốc Phú', en: 'Quoc Phu Commune', ru: 'община Куокфу' },
    ...{ validFrom: null, validTo: null, successors: [], predecessors: [], fields: [], verified: true },
  };
  const basis = 'Nghị quyết của HĐND thành phố (ví dụ của bản dùng thử)';
  await planReorganisation(context, { from: ENDING, others: [], lastDay, heir, basis });
}
