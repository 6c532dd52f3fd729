import type { Context } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import { canAnswerPapers, canNamePapers, canScreen, canShowPaper } from '../item/policy.ts';
import { MOST_PAPERS, type Paper, paperSeen, papersAdded } from '../item/rules/papers.ts';
import type { PaperAnswered } from './schemas.ts';

export const NAME_PAPERS: ItemVerb = {
  entry: 'feedback.papers-named',
  may: canNamePapers,
  refusal: ({ papers = [] }) =>
    papers.length >= MOST_PAPERS ? { text: 'feedback.papers.errors.full' } : undefined,
};

/** The sender names documents that were demanded; also later, by the receipt key. @throws Conflict when there are too many */
export function namePapers(context: Context, code: string, texts: readonly string[]): Promise<void> {
  return changeItem(context, code, NAME_PAPERS, (item) => {
    const before = item.toObject().papers ?? [];
    const papers = papersAdded(before, texts, context.now);
    if (papers.length > MOST_PAPERS) throw new Conflict('feedback.papers.errors.full');
    if (papers.length === before.length) return undefined;
    item.papers = papers;
    return {
      details: { unit: item.unit, count: papers.length - before.length },
      personal: { papers: texts },
    };
  });
}

function unnamed({ papers }: { papers?: readonly Paper[] }) {
  return papers?.length ? undefined : { text: 'feedback.papers.errors.none' };
}

export const ANSWER_PAPER: ItemVerb = {
  entry: 'feedback.paper-answered',
  may: canAnswerPapers,
  refusal: unnamed,
};

/** A basis can still be given up; what the unit has stopped asking for, or is on the list, is settled. */
function isSettled({ answer }: Paper): boolean {
  return !!answer && answer.how !== 'basis';
}

/** The unit says on what a demand rests, or that it stops. @throws NotFound, Conflict */
export function answerPaper(
  context: Context,
  code: string,
  { n, how, number, article }: PaperAnswered & { n: number },
): Promise<void> {
  return changeItem(context, code, ANSWER_PAPER, (item) => {
    const papers = item.toObject().papers ?? [];
    const paper = papers.find((each) => each.n === n);
    if (!paper) throw new NotFound();
    if (isSettled(paper)) throw new Conflict('feedback.papers.errors.settled');
    const basis = how === 'basis' && number && article ? { number, article } : {};
    const { actor, now } = context;
    const by = actor.kind === 'staff' ? actor.id : '';
    const answer = { how, ...basis, at: now, by, unit: item.unit! };
    item.papers = papers.map((each) => (each.n === n ? { ...paperSeen(each, now), answer } : each));
    return { details: { unit: item.unit, n, how, ...basis } };
  });
}

export const SHOW_PAPER: ItemVerb = { entry: 'feedback.paper-shown', may: canShowPaper, refusal: unnamed };

/** Somebody has looked at what the sender typed: everybody may read it. What a coordinator took off, coordinators open. */
export function showPaper(context: Context, code: string, { n }: { n: number }): Promise<void> {
  return changeItem(context, code, SHOW_PAPER, (item) => {
    const papers = item.toObject().papers ?? [];
    const paper = papers.find((each) => each.n === n);
    if (!paper) throw new NotFound();
    const { hiddenAt, ...bare } = paper;
    if (hiddenAt && !canScreen(context.actor)) throw new Forbidden();
    const seen = paperSeen(bare, context.now);
    if (seen === bare && !hiddenAt) return undefined;
    item.papers = papers.map((each) => (each.n === n ? seen : each));
    return { details: { n } };
  });
}

export const HIDE_PAPER: ItemVerb = { entry: 'feedback.paper-hidden', may: canScreen, refusal: unnamed };

/** Takes off what nobody but the sender and those inside may read. */
export function hidePaper(
  context: Context,
  code: string,
  { n, reason }: { n: number; reason: string },
): Promise<void> {
  return changeItem(context, code, HIDE_PAPER, (item) => {
    const papers = item.toObject().papers ?? [];
    const paper = papers.find((each) => each.n === n);
    if (!paper) throw new NotFound();
    if (paper.hiddenAt) return undefined;
    item.papers = papers.map((each) => (each.n === n ? { ...each, hiddenAt: context.now } : each));
    return { details: { n }, personal: { reason } };
  });
}
