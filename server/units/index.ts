import type { Feature } from '../platform/feature.ts';
import { unitOperations } from './api.ts';
import { loadUnits, unitOf, unitsInForce } from './catalogue.ts';
import { startUnits } from './import-units.ts';
import { reloadJob } from './reload.ts';
import { unitRoutes } from './routes.ts';

export { addressWith, typedInAddress } from './address-query.ts';
export {
  allUnits,
  loadUnits,
  namedUnit,
  namedUnits,
  searchUnits,
  unitOf,
  unitsBySlug,
  unitsInForce,
  wardsInForce,
} from './catalogue.ts';
export {
  type CatalogueFile,
  type CatalogueRows,
  type ImportReport,
  type RowToSave,
  readRows,
  reportOf,
  saveRows,
  storeImport,
} from './catalogue-import.ts';
export { catalogueOptions, trilingualSchema } from './catalogue-schema.ts';
export { importUnits, saveUnits } from './import-units.ts';
export { reloadJob } from './reload.ts';
export { civilDateShape, shapeFaults, slugShape, textShape, trilingualShape } from './row-shapes.ts';
export * from './rules.ts';
export { searchText, trilingualResult } from './schemas.ts';
export { readUnitRow } from './unit-row.ts';

export const units: Feature = {
  name: 'units',
  routes: unitRoutes,
  operations: unitOperations,
  jobs: () => [reloadJob('units', loadUnits)],
  menu: [{ place: 50, href: '/units', text: 'menu.units' }],
  catalogue: { unitsOn: unitsInForce, unit: unitOf },
  start: startUnits,
};
