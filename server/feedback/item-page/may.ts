import type { Context } from '../../platform/context.ts';
import { mayDo } from '../../platform/journal/index.ts';
import { LOOK_AGAIN } from '../ageing/actions.ts';
import { APPROVE_ANSWER, RETURN_ANSWER, SAVE_ANSWER, SUBMIT_ANSWER } from '../answering/actions.ts';
import { CORRECT } from '../answering/correct.ts';
import { INTERIM } from '../answering/interim.ts';
import { APPEAL } from '../appeal/actions.ts';
import { HIDE_ATTACHMENT, PUBLISH_ATTACHMENT } from '../attachments/actions.ts';
import { APOLOGISE } from '../clocks/apologise.ts';
import { ASK_EXTENSION, DECLINE_EXTENSION, EXTEND } from '../clocks/extend.ts';
import { CHANGE_CONTACT } from '../contact/actions.ts';
import { ASK_CONTRIBUTION, CONTRIBUTE, WITHDRAW_CONTRIBUTION } from '../contributions/actions.ts';
import { ADD_EVIDENCE, REMOVE_EVIDENCE } from '../evidence/actions.ts';
import { type ItemVerb, itemAfter } from '../item/change.ts';
import type { FeedbackFields } from '../item/model.ts';
import { MERGE, UNMERGE } from '../merging/actions.ts';
import { ADD_NOTE } from '../notes/actions.ts';
import { ANSWER_PAPER, HIDE_PAPER, NAME_PAPERS, SHOW_PAPER } from '../papers/actions.ts';
import { RATE } from '../rating/rate.ts';
import { REOPEN } from '../rating/reopen.ts';
import { ASSIGN, ROUTE, TRANSFER } from '../routing/actions.ts';
import { DECIDE_DISPUTE, DISPUTE } from '../routing/dispute.ts';
import { ACCEPT, EDIT_PUBLIC_TEXT, REFUSE, WITHDRAW } from '../screening/actions.ts';
import { ASK_SENDER, REPLY } from '../screening/ask.ts';
import { CLASSIFY } from '../screening/classify.ts';
import { CONTEST, TAKE_BACK_REFUSAL, UPHOLD } from '../screening/contest.ts';
import { LIFT_SHIELD, SHIELD } from '../screening/shield.ts';
import { SPLIT, UNDO_SPLIT } from '../splitting/actions.ts';
import { LINK } from '../splitting/links.ts';
import { CORRECT_RECEIPT } from '../submission/receipt-date.ts';
import { TAG } from '../tags/actions.ts';

/** What people do on the page of an item, under the names by which its views ask. */
const VERBS = {
  accept: ACCEPT,
  contest: CONTEST,
  uphold: UPHOLD,
  takeBackRefusal: TAKE_BACK_REFUSAL,
  requestInfo: ASK_SENDER,
  reply: REPLY,
  refuse: REFUSE,
  shield: SHIELD,
  liftShield: LIFT_SHIELD,
  route: ROUTE,
  transfer: TRANSFER,
  classify: CLASSIFY,
  correctReceipt: CORRECT_RECEIPT,
  extend: ASK_EXTENSION,
  confirmExtension: EXTEND,
  declineExtension: DECLINE_EXTENSION,
  dispute: DISPUTE,
  decideDispute: DECIDE_DISPUTE,
  apologise: APOLOGISE,
  assign: ASSIGN,
  answer: SAVE_ANSWER,
  submit: SUBMIT_ANSWER,
  approve: APPROVE_ANSWER,
  return: RETURN_ANSWER,
  correct: CORRECT,
  interim: INTERIM,
  askContribution: ASK_CONTRIBUTION,
  withdrawContribution: WITHDRAW_CONTRIBUTION,
  contribute: CONTRIBUTE,
  addEvidence: ADD_EVIDENCE,
  removeEvidence: REMOVE_EVIDENCE,
  publishAttachment: PUBLISH_ATTACHMENT,
  hideAttachment: HIDE_ATTACHMENT,
  editPublicText: EDIT_PUBLIC_TEXT,
  addNote: ADD_NOTE,
  merge: MERGE,
  unmerge: UNMERGE,
  split: SPLIT,
  undoSplit: UNDO_SPLIT,
  link: LINK,
  tag: TAG,
  changeContact: CHANGE_CONTACT,
  withdraw: WITHDRAW,
  rate: RATE,
  reopen: REOPEN,
  appeal: APPEAL,
  namePapers: NAME_PAPERS,
  answerPaper: ANSWER_PAPER,
  showPaper: SHOW_PAPER,
  hidePaper: HIDE_PAPER,
  lookAgain: LOOK_AGAIN,
} satisfies Record<string, ItemVerb>;

export type ItemAct = keyof typeof VERBS;

/** The buttons of the page follow from what the actions ask. */
export function mayDoWith(context: Context, item: FeedbackFields) {
  return mayDo(context, item, { verbs: VERBS, after: itemAfter });
}
