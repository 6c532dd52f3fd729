import { CONTENT_LANGUAGES, type Trilingual } from '../platform/context.ts';
import { typedLines } from '../platform/text.ts';
import { popularNamesOf, type Regulation, WARD_CONCERNED } from '../regulations/index.ts';
import type { Unit } from '../units/index.ts';

/** How a change came about. */
export const WAYS = ['page', 'file', 'undo', 'reorganisation'] as const;
export type Way = (typeof WAYS)[number];

/** A row as a form shows it: one text for each field. */
export type Flat = Record<string, string>;

const tri = (name: string, value: Partial<Trilingual> | undefined): Flat =>
  Object.fromEntries(CONTENT_LANGUAGES.map((language) => [`${name}-${language}`, value?.[language] ?? '']));

/** All three languages, or none of them. */
function triOf(name: string, flat: Flat): Trilingual | undefined {
  const [vi, en, ru] = CONTENT_LANGUAGES.map((language) => flat[`${name}-${language}`] ?? '');
  return vi && en && ru ? { vi, en, ru } : undefined;
}

/** Lines of a field of several; a table may part them by bars. */
function linesOf(text: string | undefined): string[] {
  return typedLines((text ?? '').replaceAll('|', '\n'));
}

const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Partial<T>;

export function flatUnit(unit: Partial<Unit>): Flat {
  return {
    kind: unit.kind ?? '',
    parent: unit.parent ?? '',
    ...tri('name', unit.name),
    ...tri('placeName', unit.placeName),
    abbreviation: unit.abbreviation ?? '',
    code: unit.code ?? '',
    fields: (unit.fields ?? []).join('\n'),
    formerDistrict: unit.formerDistrict ?? '',
    validFrom: unit.validFrom ?? '',
    validTo: unit.validTo ?? '',
    successors: (unit.successors ?? []).join('\n'),
    source: unit.source ?? '',
    verified: unit.verified ? 'yes' : '',
  };
}

/** A unit as a form says. When it ends, and who follows it, is decided elsewhere: that stays. */
export function unitFrom(slug: string, flat: Flat, before?: Unit): Unit {
  return {
    slug,
    kind: flat['kind'] as Unit['kind'],
    parent: flat['parent'] || null,
    name: triOf('name', flat)!,
    ...given({
      placeName: triOf('placeName', flat),
      abbreviation: flat['abbreviation'],
      code: flat['code'],
      formerDistrict: flat['formerDistrict'],
      source: flat['source'],
      note: before?.note,
    }),
    validFrom: flat['validFrom'] || null,
    validTo: before?.validTo ?? null,
    successors: before?.successors ?? [],
    predecessors: before?.predecessors ?? [],
    fields: linesOf(flat['fields']),
    verified: flat['verified'] === 'yes',
  };
}

export function flatRegulation(regulation: Partial<Regulation>): Flat {
  const { time, fee } = regulation;
  const number = (value: number | null | undefined) => (value == null ? '' : String(value));
  return {
    ...tri('name', regulation.name),
    field: regulation.fieldKey ?? '',
    code: regulation.code ?? '',
    level: regulation.level ?? '',
    unit: regulation.unit ?? '',
    audience: regulation.audience ?? '',
    timeValue: number(time?.value),
    timeUnit: time?.unit ?? '',
    fee: number(fee?.amountVnd),
    online: regulation.online ?? '',
    legalBasis: (regulation.legalBasis ?? []).join('\n'),
    popularNames: popularNamesOf(regulation).join('\n'),
    verified: regulation.confidence === 'city' || regulation.confidence === 'portal-2026-07' ? 'yes' : '',
  };
}

interface RegulationParts {
  before: Regulation | undefined;
  /** Names of its field. */
  field: Trilingual;
}

export function regulationFrom(slug: string, flat: Flat, { before, field }: RegulationParts): Regulation {
  const number = (text: string | undefined) => (text ? Number(text) : null);
  const verified = flat['verified'] === 'yes';
  const unit = flat['unit'] || WARD_CONCERNED;
  return {
    slug,
    code: flat['code'] || null,
    name: triOf('name', flat)!,
    fieldKey: flat['field']!,
    field,
    level: flat['level'] as Regulation['level'],
    unit,
    unit2023: before?.unit2023 ?? unit,
    audience: flat['audience'] as Regulation['audience'],
    time: {
      value: number(flat['timeValue']),
      unit: flat['timeUnit'] as Regulation['time']['unit'],
      note: before?.time.note ?? '',
    },
    fee: { amountVnd: number(flat['fee']), note: before?.fee.note ?? '' },
    legalBasis: linesOf(flat['legalBasis']),
    online: (flat['online'] || null) as Regulation['online'],
    ...sureOf(before, verified),
    ...namesOf(before, linesOf(flat['popularNames'])),
  };
}

/** What ships is not written down as the city's own while nobody changes it. */
function namesOf(before: Regulation | undefined, popularNames: string[]): Pick<Regulation, 'popularNames'> {
  const same = popularNames.join('\n') === flatRegulation(before ?? {})['popularNames'];
  if (same) return before?.popularNames ? { popularNames: before.popularNames } : {};
  return { popularNames };
}

/** What the city has checked is sure; whoever takes the tick away says that it is not. */
function sureOf(
  before: Regulation | undefined,
  verified: boolean,
): Pick<Regulation, 'confidence' | 'unsure'> {
  const was = flatRegulation(before ?? {})['verified'] === 'yes';
  if (before && was === verified) return { confidence: before.confidence, unsure: before.unsure };
  return verified
    ? { confidence: 'city', unsure: [] }
    : { confidence: 'general-knowledge-unverified', unsure: before?.unsure ?? [] };
}

export interface FlatDifference {
  name: string;
  before: string;
  after: string;
}

export function differencesOf(before: Flat, after: Flat): FlatDifference[] {
  return Object.keys({ ...before, ...after })
    .map((name) => ({ name, before: before[name] ?? '', after: after[name] ?? '' }))
    .filter((each) => each.before !== each.after);
}

/** Which field of the form a fault of the catalogue is about. */
export function fieldOfFault(text: string): string {
  const name = text.split('.').at(-1)!;
  const fields: Record<string, string> = {
    'dates-reversed': 'validFrom',
    'unknown-district': 'formerDistrict',
    'unknown-unit': 'unit',
    'code-taken': 'code',
    repeated: 'slug',
  };
  return fields[name] ?? (name.includes('successor') ? 'successors' : 'parent');
}
