import { cityDate } from '../calendar/index.ts';
import type { PagePart } from '../platform/context.ts';
import { isDistrict, isFormer, isWard, type Unit } from '../units/index.ts';
import { allRegulations } from './catalogue.ts';
import { DISTRICT_CONCERNED, WARD_CONCERNED } from './rules.ts';

/** The procedures that a unit handles, on its page; for a former unit those that it handled. */
export const regulationsOfUnit: PagePart<Unit> = {
  view: 'regulations/_of-unit',
  async model(context, unit) {
    const former = isFormer(unit, cityDate(context.now));
    const slug = isWard(unit) ? WARD_CONCERNED : unit.slug;
    const names = [slug, ...(former && isDistrict(unit) ? [DISTRICT_CONCERNED] : [])];
    const regulations = allRegulations().filter((each) => names.includes(former ? each.unit2023 : each.unit));
    return regulations.length > 0 ? { former, regulations } : undefined;
  },
};
