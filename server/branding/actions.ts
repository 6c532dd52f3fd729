import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { allow, Conflict, Invalid } from '../platform/errors.ts';
import { holdFiles, loosenFiles, putFile, type Upload } from '../platform/files/index.ts';
import { commit } from '../platform/journal/index.ts';
import { readBrand, SITE } from './current.ts';
import { Brand, type BrandFields } from './model.ts';
import { canBrand } from './policy.ts';
import { type Branding, colourFault } from './rules.ts';

/** @throws Invalid when the colour cannot be read */
export function checkColour({ accent }: Pick<Branding, 'accent'>): void {
  const fault = accent ? colourFault(accent) : undefined;
  if (!fault) return;
  const values = { ratio: fault.ratio };
  if (fault.on === 'paper') throw new Invalid({ accent: { text: 'branding.errors.on-paper', values } });
  throw new Invalid({ accent: { text: 'branding.errors.white-text', values } });
}

async function brandDocument() {
  return (await Brand.findById(SITE)) ?? new Brand({ _id: SITE, ...(await readBrand()) });
}

/**
 * @param number of the version that the form was made for
 * @throws Invalid; Conflict when somebody else has changed it
 */
export async function setBrand(context: Context, brand: Branding, number: number): Promise<void> {
  allow(canBrand(context.actor));
  checkColour(brand);
  const document = await brandDocument();
  if (document.number !== number) throw new Conflict('branding.errors.changed');
  const before = document.brand;
  document.brand = brand;
  document.markModified('brand');
  await save(context, document, { name: 'branding.changed', details: { brand, before } });
}

/** @throws Invalid (field `file`) when it is no picture */
export async function setSeal(context: Context, { name, bytes }: Upload): Promise<void> {
  allow(canBrand(context.actor));
  const put = await putFile(context, { name, bytes, owner: SITE });
  if (!['image/png', 'image/jpeg', 'image/webp'].includes(put.type) || put.waits)
    throw new Invalid({ file: { text: 'branding.errors.seal' } });
  const document = await brandDocument();
  const before = document.seal;
  document.seal = put.id;
  await save(context, document, { name: 'branding.seal-set', details: { file: put.id, before } });
  await holdFiles([put.id], SITE);
  if (before) await loosenFiles([before], context.now);
}

export async function removeSeal(context: Context): Promise<void> {
  allow(canBrand(context.actor));
  const document = await brandDocument();
  const before = document.seal;
  if (!before) return;
  document.seal = null;
  await loosenFiles([before], context.now);
  await save(context, document, { name: 'branding.seal-removed', details: { before } });
}

async function save(
  context: Context,
  document: Awaited<ReturnType<typeof brandDocument>>,
  what: { name: string; details: Record<string, unknown> },
): Promise<void> {
  document.number += 1;
  try {
    await commit<BrandFields>(context, document, what);
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('branding.errors.changed');
    throw error;
  }
  await readBrand();
}
