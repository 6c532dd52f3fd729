import { splitPoints } from '../../answer-quality/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { close } from '../clocks/close.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument, FeedbackFields, Words } from '../item/model.ts';
import { canScreen, canWithdraw } from '../item/policy.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import { stepDone } from '../item/rules/holdings.ts';
import { paperSeen } from '../item/rules/papers.ts';
import { numbered, type Point, pointsToShow } from '../item/rules/points.ts';
import { type Concern, changeConcern } from './concern.ts';
import { papersToShow, refuseUnseen } from './personal-data.ts';
import type { PublicWords } from './schemas.ts';

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

/** `version` is that of the item which the form showed: a stale one would bring back what a colleague has taken out. Absent: nobody has looked at a form. */
type Worded = PublicWords & { version?: number; seen?: boolean };
/** `concern`: what the item is about, where a coordinator has looked at that too. */
type Accepted = Worded & { concern?: Concern };

/** Only what a form showed was looked at, and only what becomes public is anybody's concern. @throws Invalid */
function refuseUnlooked(
  { publishText, shield, language, points }: FeedbackDocument,
  given: Worded & { papers?: string[] },
): void {
  if (publishText && !shield && given.version !== undefined)
    refuseUnseen({ ...given, points: textsOf(points) }, language);
}

export const ACCEPT: ItemVerb = { entry: 'feedback.accepted', may: canScreen };

/** A coordinator accepts the item and thereby opens its public text. The original is kept. */
export function acceptFeedback(context: Context, code: string, given?: Accepted): Promise<void> {
  const accept = (item: FeedbackDocument) => {
    const { points, ...publicText } = { points: given?.points, ...wordsOf(given ?? item.originalText) };
    const edited =
      publicText.subject !== item.originalText.subject || publicText.text !== item.originalText.text;
    item.publicText = publicText;
    item.points = shownPoints(item, points, item.originalPoints);
    const papers = item.toObject<FeedbackFields>().papers;
    if (given) refuseUnlooked(item, { ...given, papers: papersToShow(papers) });
    if (papers) item.papers = papers.map((paper) => paperSeen(paper, context.now));
    item.holdings = stepDone(item.holdings, context.now);
    const changed = given?.concern && changeConcern(item, given.concern, context.now);
    return { details: { edited, ...changed } };
  };
  return changeItem(context, code, ACCEPT, accept, given?.version);
}

export const EDIT_PUBLIC_TEXT: ItemVerb = { entry: 'feedback.public-text-edited', may: canScreen };

/** Changes the public text of an item already accepted, for instance to take out personal data found later. */
export function editPublicText(context: Context, code: string, given: Worded): Promise<void> {
  const { points, version, seen: _seen, ...publicText } = given;
  const edit = (item: FeedbackDocument) => {
    const before = { ...wordsOf(item.publicText), points: textsOf(item.points) };
    item.publicText = publicText;
    item.points = shownPoints(item, points, item.points);
    refuseUnlooked(item, given);
    return { personal: { before, after: { ...publicText, points: textsOf(item.points) } } };
  };
  return changeItem(context, code, EDIT_PUBLIC_TEXT, edit, version);
}

export const REFUSE: ItemVerb = { entry: 'feedback.refused', may: canScreen };

/** Refuses with a ground of the list and guidance on what the sender can do instead. */
export function refuseFeedback(
  context: Context,
  code: string,
  refusal: { ground: RefusalGround; guidance: string },
): Promise<void> {
  return changeItem(context, code, REFUSE, (item) => {
    item.refusal = { ...refusal, ...(isStaff(context.actor) ? { by: context.actor.id } : {}) };
    close(item, context.now);
    return { personal: refusal };
  });
}

export const WITHDRAW: ItemVerb = { entry: 'feedback.withdrawn', may: canWithdraw };

/** The sender takes the item back. */
export function withdrawFeedback(context: Context, code: string): Promise<void> {
  return changeItem(context, code, WITHDRAW, (item) => {
    close(item, context.now);
    return {};
  });
}
