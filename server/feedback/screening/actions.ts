import { splitPoints } from '../../answer-quality/index.ts';
import type { Context } from '../../platform/context.ts';
import { allow, Conflict } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { searchTokens } from '../../platform/text.ts';
import { close } from '../clocks/close.ts';
import { findItem, move } from '../item/find.ts';
import type { FeedbackDocument, Words } from '../item/model.ts';
import { canScreen, canWithdraw } from '../item/policy.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import { stepDone } from '../item/rules/holdings.ts';
import { numbered, type Point, pointsToShow } from '../item/rules/points.ts';
import { refuseUnseen } from './personal-data.ts';
import type { PublicWords } from './schemas.ts';

/** Words that the search finds: only of what is public. */
function publicTokens(item: FeedbackDocument): string[] {
  return item.publishText ? searchTokens(`${item.publicText.subject} ${item.publicText.text}`) : [];
}

const wordsOf = ({ subject, text }: Words): Words => ({ subject, text });
const textsOf = (points: readonly Point[]): string[] => points.map(({ text }) => text);

/** The points beside the public text as it stands now. @param before what the coordinator was shown */
function shownPoints(item: FeedbackDocument, given: string[] | undefined, before: readonly Point[]): Point[] {
  const { text } = item.publicText;
  if (text === item.originalText.text && !given) return numbered(textsOf(before));
  const texts = pointsToShow({ sent: textsOf(before), given, text }, (whole) =>
    splitPoints(whole, item.language),
  );
  return numbered(texts);
}

/** `version` is that of the item which the form showed; absent: nobody has looked at a form. */
type Worded = PublicWords & { version?: number; seen?: boolean };

/** A stale form would bring back what a colleague has taken out. @throws Conflict */
function refuseStale(item: FeedbackDocument, version: number | undefined): void {
  if (version !== undefined && version !== item.version) throw new Conflict();
}

/** Only what a form showed was looked at, and only what becomes public is anybody's concern. @throws Invalid */
function refuseUnlooked({ publishText, language }: FeedbackDocument, given: Worded): void {
  if (publishText && given.version !== undefined) refuseUnseen(given, language);
}

/** A coordinator accepts the item and thereby opens its public text. The original is kept. */
export function acceptFeedback(context: Context, code: string, given?: Worded): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    refuseStale(item, given?.version);
    move(item, 'feedback.accepted');
    if (given) refuseUnlooked(item, given);
    const { points, ...publicText } = { points: given?.points, ...wordsOf(given ?? item.originalText) };
    const edited =
      publicText.subject !== item.originalText.subject || publicText.text !== item.originalText.text;
    item.publicText = publicText;
    item.points = shownPoints(item, points, item.originalPoints);
    item.tokens = publicTokens(item);
    item.holdings = stepDone(item.holdings, context.now);
    await commit(context, item, { name: 'feedback.accepted', code, details: { edited } });
  });
}

/** Changes the public text of an item already accepted, for instance to take out personal data found later. */
export function editPublicText(context: Context, code: string, given: Worded): Promise<void> {
  const { points, version, seen: _seen, ...publicText } = given;
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    refuseStale(item, version);
    move(item, 'feedback.public-text-edited');
    refuseUnlooked(item, given);
    const before = { subject: item.publicText.subject, text: item.publicText.text };
    const pointsBefore = textsOf(item.points);
    item.publicText = publicText;
    item.points = shownPoints(item, points, item.points);
    item.tokens = publicTokens(item);
    await commit(context, item, {
      name: 'feedback.public-text-edited',
      code,
      personal: {
        before: { ...before, points: pointsBefore },
        after: { ...publicText, points: textsOf(item.points) },
      },
    });
  });
}

/** Refuses with a ground of the list and guidance on what the sender can do instead. */
export function refuseFeedback(
  context: Context,
  code: string,
  refusal: { ground: RefusalGround; guidance: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    move(item, 'feedback.refused');
    item.refusal = refusal;
    close(item, context.now);
    await commit(context, item, { name: 'feedback.refused', code, personal: refusal });
  });
}

/** The sender takes the item back. */
export function withdrawFeedback(context: Context, code: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canWithdraw(context.actor, item));
    move(item, 'feedback.withdrawn');
    close(item, context.now);
    item.tokens = [];
    await commit(context, item, { name: 'feedback.withdrawn', code });
  });
}
