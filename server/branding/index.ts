import type { Feature } from '../platform/feature.ts';
import { brandFrame, brandJob, offeredLanguages, readBrand } from './current.ts';
import { brandRoutes } from './routes.ts';

export { setBrand } from './actions.ts';
export { brandFrame as brandOfLetters, ownCity, ownText, shippedBrand } from './current.ts';
export { sealHolder } from './queries.ts';

/** What a site calls itself, its seal and its colour, and the languages that it offers. */
export const branding: Feature = {
  name: 'branding',
  routes: brandRoutes,
  jobs: () => [brandJob],
  catalogue: { brand: brandFrame, languages: offeredLanguages },
  async start() {
    await readBrand();
  },
};
