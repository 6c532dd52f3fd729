import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { withdrawFrom } from '../contributions/withdraw-from.ts';
import { changeItem, followItem, type ItemVerb, itemAfter } from '../item/change.ts';
import { itemRow } from '../item/find.ts';
import { Feedback, type FeedbackDocument } from '../item/model.ts';
import { canSeePublicText, canShield } from '../item/policy.ts';
import { isUnder } from '../item/shielded.ts';
import { refuseUnseen, wordsToShow } from './personal-data.ts';
import type { Lifting } from './schemas.ts';

/** What the sender has chosen stays: it is for the sender's protection. */
const CHOSEN = { text: 'feedback.shield.errors.chosen' } as const;

export const SHIELD: ItemVerb = {
  entry: 'feedback.shielded',
  may: canShield,
  refusal: ({ shield }) => (shield?.by === 'sender' ? CHOSEN : undefined),
};

/**
 * A coordinator says whose conduct an item is about: from now on that unit neither sees nor answers it.
 * @throws Invalid where the unit has the item, or one below it: it has to be handed to the unit above first
 */
export function shieldFeedback(context: Context, code: string, { unit }: { unit: string }): Promise<void> {
  return changeItem(context, code, SHIELD, async (item) => {
    // Their one answer goes to senders of items that everybody may read.
    if (await hasMerged(code)) throw new Conflict('feedback.shield.errors.merged');
    if (!unitsInForce(cityDate(context.now)).some(({ slug }) => slug === unit))
      throw new Invalid({
        unit: { text: unitOf(unit) ? 'feedback.errors.unit-ended' : 'feedback.errors.unknown-unit' },
      });
    if (item.unit && isUnder(item.unit, unit))
      throw new Invalid({ unit: { text: 'feedback.shield.errors.has-it' } });
    return putUnder(item, unit, context.now);
  });
}

const hasMerged = (code: string) => Feedback.exists({ 'merged.into': code, status: 'merged' });

function putUnder(item: FeedbackDocument, unit: string, now: Date) {
  item.shield = { unit, by: 'coordinator', at: now };
  withdrawFrom(item, unit, now);
  return { personal: { unit } };
}

/**
 * What was split off an item before it was shielded tells of the same: it is kept from that unit too. Not what the unit
 * has by now, nor what others are merged into: the page of the item names those, and a coordinator decides.
 */
export async function shieldParts(context: Context, code: string): Promise<void> {
  const whole = await itemRow(code);
  if (!whole?.shield) return;
  const { unit } = whole.shield;
  for (const part of whole.parts ?? []) {
    if (await hasMerged(part)) continue;
    await followItem(context, part, (item) => {
      if (item.shield || !itemAfter(item, SHIELD.entry)) return undefined;
      if (item.unit && isUnder(item.unit, unit)) return undefined;
      return { name: 'feedback.shielded', ...putUnder(item, unit, context.now) };
    });
  }
}

export const LIFT_SHIELD: ItemVerb = {
  entry: 'feedback.shield-lifted',
  may: (actor, item) => !!item.shield && canShield(actor),
  refusal: SHIELD.refusal!,
};

/**
 * It was marked by mistake: it is an item as any other again. Nobody has looked for personal data in its words while they
 * were not to become public.
 * @throws Invalid
 */
export function liftShield(context: Context, code: string, { version, seen }: Lifting = {}): Promise<void> {
  const lift = (item: FeedbackDocument) => {
    const { unit } = item.shield!;
    item.shield = null;
    if (item.publishText && canSeePublicText(item)) {
      const words = { ...wordsToShow(item.toObject()), ...(seen ? { seen } : {}) };
      refuseUnseen(words, item.language, 'seen');
    }
    return { personal: { unit } };
  };
  return changeItem(context, code, LIFT_SHIELD, lift, version);
}
