import { holdsOn } from '../../city/dated-rows.ts';
import type { Trilingual } from '../../platform/context.ts';

export const UNIT_KINDS = [
  'city',
  'peoples_committee',
  'person_office',
  'office',
  'division',
  'center',
  'department',
  'inspectorate',
  'vertical_agency',
  'management_board',
  'public_service_unit',
  'public_utility',
  'ward',
  'commune',
  'urban_district',
  'rural_district',
  'district_town',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** An office, department, ward or commune of the city, with the dates between which it exists. */
export interface Unit {
  slug: string;
  kind: UnitKind;
  /** Slug of the unit above; null for the city itself. */
  parent: string | null;
  name: Trilingual;
  /** The place that the unit serves, where its name is another: 'Phường Ba Đình'. */
  placeName?: Trilingual;
  /** Vietnamese: 'SNV'. */
  abbreviation?: string;
  /** Code of the statistical office. */
  code?: string;
  /** First day, yyyy-mm-dd; null: since before our records begin. */
  validFrom: string | null;
  /** Last day, yyyy-mm-dd; null: still there. */
  validTo: string | null;
  /** Slugs of the units that took over. */
  successors: string[];
  predecessors: string[];
  /** Of a ward or commune: the district to whose area it belonged. */
  formerDistrict?: string;
  /** What it deals with, in Vietnamese. */
  fields: string[];
  verified: boolean;
  note?: string;
  source?: string;
}

export type UnitsBySlug = ReadonlyMap<string, Unit>;

/** Groups of kinds, as pages list and filter them. */
export const KIND_GROUPS = {
  leadership: ['city', 'peoples_committee', 'person_office', 'office', 'division', 'center'],
  departments: ['department', 'inspectorate'],
  agencies: ['vertical_agency', 'management_board', 'public_service_unit', 'public_utility'],
  wards: ['ward'],
  communes: ['commune'],
  districts: ['urban_district', 'rural_district', 'district_town'],
} as const satisfies Record<string, readonly UnitKind[]>;
export type KindGroup = keyof typeof KIND_GROUPS;

/** @param date yyyy-mm-dd; both the first and the last day count */
export function inForce(unit: Pick<Unit, 'validFrom' | 'validTo'>, date: string): boolean {
  return holdsOn(unit, date);
}

/** True when its last day has passed. */
export function isFormer(unit: Pick<Unit, 'validTo'>, date: string): boolean {
  return unit.validTo !== null && unit.validTo < date;
}

/** The two kinds of the lower tier since 1 July 2025. */
export function isWard(unit: Pick<Unit, 'kind'>): boolean {
  return unit.kind === 'ward' || unit.kind === 'commune';
}

/** The three kinds of the middle tier, which ended on 30 June 2025. */
export function isDistrict(unit: Pick<Unit, 'kind'>): boolean {
  return (KIND_GROUPS.districts as readonly string[]).includes(unit.kind);
}

const compare = new Intl.Collator('vi').compare;

/** The order of lists: the city first, then by kind, then by Vietnamese name. */
export function inListOrder(units: readonly Unit[]): Unit[] {
  return [...units].sort(
    (a, b) => UNIT_KINDS.indexOf(a.kind) - UNIT_KINDS.indexOf(b.kind) || compare(a.name.vi, b.name.vi),
  );
}
