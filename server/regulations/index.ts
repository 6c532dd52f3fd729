import type { Feature } from '../platform/feature.ts';
import { reloadJob } from '../units/index.ts';
import { regulationOperations } from './api.ts';
import { loadRegulations, regulationOf } from './catalogue.ts';
import { endedJob, loadEnded } from './ended/queries.ts';
import { endedRoutes } from './ended/routes.ts';
import { startRegulations } from './import-regulations.ts';
import { regulationsOfUnit } from './of-unit.ts';
import { regulationRoutes } from './routes.ts';
import { synonymRoutes } from './synonyms/routes.ts';
import { synonymRows, synonymsJob } from './synonyms/settings.ts';

export {
  allFields,
  allRegulations,
  namedRegulation,
  namedRegulations,
  regulationOf,
  regulationsOfField,
  regulationsOn,
  searchRegulations,
  suggestAbove,
  suggestUnit,
} from './catalogue.ts';
export { recordEnd, takeBackEnd } from './ended/actions.ts';
export { endedRules, endOfRegulation, isEnded, legalDocuments, loadEnded } from './ended/queries.ts';
export { ENDED_KINDS, type EndedKind, type EndedRule, type LegalDocument } from './ended/rules.ts';
export { importCatalogueFile } from './import-file.ts';
export { saveRegulations } from './import-regulations.ts';
export { popularNamesOf } from './popular-names.ts';
export { readRegulationRows } from './regulation-row.ts';
export {
  type DocumentList,
  documentListOn,
  REQUIRED_DOCUMENTS,
  type RequiredDocument,
  requiredDocuments,
} from './required-documents.ts';
export {
  AUDIENCES,
  checkRegulations,
  isPlaceholder,
  LEVELS,
  ONLINE,
  type Regulation,
  type Suggestion,
  type SuggestionInput,
  type SuggestionReason,
  TIME_UNITS,
  WARD_CONCERNED,
} from './rules.ts';

export { wordingsOf } from './synonyms/settings.ts';

export const regulations: Feature = {
  name: 'regulations',
  routes: [...regulationRoutes, ...synonymRoutes, ...endedRoutes],
  operations: regulationOperations,
  jobs: () => [reloadJob('regulations', loadRegulations), synonymsJob, endedJob],
  menu: [
    { place: 40, href: '/regulations', text: 'menu.regulations' },
    {
      ...{ place: 198, href: '/ended-rules', text: 'regulations.ended.menu' },
      ...{ who: ['ended-procedures'] as const, rare: true },
    },
  ],
  pageParts: { unit: [regulationsOfUnit] },
  catalogue: { regulation: regulationOf },
  async start(context) {
    await startRegulations(context);
    await synonymRows();
    await loadEnded();
  },
};
