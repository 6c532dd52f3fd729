import type { Trilingual } from '../../platform/context.ts';

/** Stands for the ward or commune concerned; 36 procedures name it instead of a unit. */
export const WARD_CONCERNED = 'commune-people-committee';
/** Until 30 June 2025: the district concerned. */
export const DISTRICT_CONCERNED = 'district-people-committee';

export const LEVELS = ['city', 'commune'] as const;
export const AUDIENCES = ['citizen', 'business', 'both'] as const;
export const TIME_UNITS = ['working_days', 'calendar_days', 'same_working_day', 'immediately'] as const;
export const ONLINE = ['full', 'partial'] as const;
/** 'city': the city itself has entered or checked it. */
export const CONFIDENCES = [
  'portal-2026-07',
  'general-knowledge-unverified',
  'secondary-source',
  'city',
] as const;

/** An administrative procedure, as the public catalogue describes it. */
export interface Regulation {
  slug: string;
  /** Number in the national database: '1.001193'. */
  code: string | null;
  name: Trilingual;
  fieldKey: string;
  field: Trilingual;
  level: (typeof LEVELS)[number];
  /** Slug of the responsible unit, or WARD_CONCERNED. */
  unit: string;
  /** The same before the reforms of 2025: a slug, WARD_CONCERNED or DISTRICT_CONCERNED. */
  unit2023: string;
  audience: (typeof AUDIENCES)[number];
  /** `note` is a research note in English, never shown to the public. */
  time: { value: number | null; unit: (typeof TIME_UNITS)[number]; note: string };
  fee: { amountVnd: number | null; note: string };
  legalBasis: string[];
  online: (typeof ONLINE)[number] | null;
  confidence: (typeof CONFIDENCES)[number];
  /** Names of facts that no official source confirms: 'time.value', 'fee', 'legal_basis'. */
  unsure: string[];
  /** What people call it when they search; absent: as it ships. */
  popularNames?: string[];
}

export type RegulationsBySlug = ReadonlyMap<string, Regulation>;

/** Where a regulation names no single unit but a whole tier. */
export function isPlaceholder(unit: string): boolean {
  return unit === WARD_CONCERNED || unit === DISTRICT_CONCERNED;
}

export type UnsureFact = 'code' | 'time' | 'fee' | 'legalBasis' | 'unit' | 'unit2023';

const UNSURE: Record<UnsureFact, readonly string[]> = {
  code: ['code'],
  time: ['time', 'time.value', 'time.unit'],
  fee: ['fee', 'fee.amount_vnd'],
  legalBasis: ['legal_basis'],
  unit: ['unit'],
  unit2023: ['unit_2023'],
};

/** True when a fact that the page shows is not confirmed. Doubts about notes do not count: notes are not shown. */
export function isUnsure(regulation: Pick<Regulation, 'unsure'>, fact: UnsureFact): boolean {
  return regulation.unsure.some((name) => UNSURE[fact].includes(name));
}

/** False when the whole entry is written from general knowledge. */
export function isVerified(regulation: Pick<Regulation, 'confidence'>): boolean {
  return regulation.confidence === 'portal-2026-07' || regulation.confidence === 'city';
}
