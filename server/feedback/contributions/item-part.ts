import { accountNames } from '../../accounts/index.ts';
import { type Actor, may, type Trilingual, worksFor } from '../../platform/context.ts';
import { unitOf } from '../../units/index.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { Contribution } from '../item/rules/contribution.ts';
import type { Point } from '../item/rules/points.ts';
import { isOpenContribution } from './rules.ts';

export interface ContributionShown {
  n: number;
  unit?: { slug: string; name: Trilingual };
  question: string;
  until: Date;
  text: string | null;
  /** Who wrote it. */
  by?: string;
  givenAt: Date | null;
  withdrawnAt: Date | null;
  open: boolean;
}

/** What a unit that was asked reads of the item: the words as a coordinator has edited them, and its own part. */
export interface ContributorPart {
  subject: string;
  text: string;
  language: string;
  points: Point[];
  asked: ContributionShown[];
}

type Row = Pick<FeedbackFields, 'contributions' | 'publicText' | 'language' | 'points'>;

async function shown(contributions: readonly Contribution[]): Promise<ContributionShown[]> {
  const names = await accountNames([...new Set(contributions.flatMap(({ by }) => by ?? []))]);
  return contributions.map((each) => {
    const unit = unitOf(each.unit);
    return {
      n: each.n,
      ...(unit ? { unit: { slug: unit.slug, name: unit.name } } : {}),
      question: each.question,
      until: each.until,
      text: each.text,
      ...(each.by && names.has(each.by) ? { by: names.get(each.by)! } : {}),
      givenAt: each.givenAt,
      withdrawnAt: each.withdrawnAt,
      open: isOpenContribution(each),
    };
  });
}

/** For those inside: all of them. */
export function contributionsInside({ contributions = [] }: Row): Promise<ContributionShown[]> {
  return contributions.length > 0 ? shown(contributions) : Promise.resolve([]);
}

/** For a unit that was asked, as long as its part is open or was given; undefined for everybody else. */
export async function contributorPart(actor: Actor, row: Row): Promise<ContributorPart | undefined> {
  if (!may(actor, 'answer')) return undefined;
  const own = (row.contributions ?? []).filter((each) => worksFor(actor, each.unit) && !each.withdrawnAt);
  if (own.length === 0) return undefined;
  const { publicText, language, points } = row;
  return { ...publicText, language, points: points ?? [], asked: await shown(own) };
}
