import { type DatedRow, rowOn } from '../../../city/dated-rows.ts';

/** Sizes, choices and requirements of what a sender hands in. */
export const KINDS = ['feedback', 'recommendation', 'question'] as const;
export type Kind = (typeof KINDS)[number];

export const SENDER_KINDS = ['citizen', 'business'] as const;
export type SenderKind = (typeof SENDER_KINDS)[number];

/** Nobody chooses to be an authority: whoever is signed in for an office sends as it. */
export const AUTHORITY = 'authority';
export const ALL_SENDER_KINDS = [...SENDER_KINDS, AUTHORITY] as const;

export const CHANNELS = ['web', 'api', 'counter', 'phone', 'letter', 'dialogue', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Grounds of refusal seen in practice (domain rules, section 1.1). "Not ours" is none: that is a transfer. */
export const REFUSAL_GROUNDS = [
  'unidentified',
  'out_of_scope',
  'complaint',
  'already_answered',
  'abusive',
  'illegible',
  'state_secret',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

export const OUTCOMES = ['accepted', 'partly', 'refused', 'explained'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Longest input, in characters. */
export const MOST = {
  name: 120,
  organisation: 200,
  email: 254,
  phone: 30,
  address: 300,
  subject: 160,
  text: 10_000,
  answer: 20_000,
  pointAnswer: 5_000,
  reason: 2_000,
  /** What should change in one passage of an answer. */
  mark: 500,
  points: 12,
} as const;
export const LEAST = { subject: 5, text: 20, answer: 20, reason: 5 } as const;

export interface Sender {
  kind: SenderKind | typeof AUTHORITY;
  name: string;
  organisation?: string;
  email?: string;
  phone?: string;
  address?: string;
}

/** What a sender must give: dated, for the law changes it (Decree 20/2008, Art. 7(4), as amended by 92/2017). */
export interface SenderRequirement extends DatedRow {
  basis: string;
  name: boolean;
  /** One of these must be given; empty: none is asked for. */
  oneOf: ('email' | 'phone' | 'address')[];
}

/** The requirement on a date (yyyy-mm-dd in the city); the strictest reading when no row covers it. */
export function requirementAt(rows: readonly SenderRequirement[], date: string): SenderRequirement {
  return (
    rowOn(rows, date) ?? {
      validFrom: date,
      validTo: null,
      basis: '',
      name: true,
      oneOf: ['email', 'phone', 'address'],
    }
  );
}

/** Fields that are missing under the requirement: 'name', or 'contact' when none of the ways is given. */
export function missingFields(
  sender: Partial<Sender>,
  requirement: SenderRequirement,
): ('name' | 'contact' | 'organisation')[] {
  const missing: ('name' | 'contact' | 'organisation')[] = [];
  if (requirement.name && !sender.name) missing.push('name');
  if (requirement.oneOf.length > 0 && !requirement.oneOf.some((way) => sender[way])) missing.push('contact');
  if (sender.kind === 'business' && !sender.organisation) missing.push('organisation');
  return missing;
}
