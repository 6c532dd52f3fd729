export {
  answerFeedback,
  approveAnswer,
  checkAnswer,
  returnAnswer,
  saveAnswer,
  submitAnswer,
} from './actions/answer.ts';
export { correctAnswer } from './actions/answer-news.ts';
export { apologiseFeedback } from './actions/apologise.ts';
export {
  giveInfo,
  itemsAwaitingFromAhead,
  itemsAwaitingTooLong,
  recountReply,
  remindSender,
  requestInfo,
} from './actions/ask.ts';
export { classifyFeedback } from './actions/classify.ts';
export { decideDispute, disputeFeedback } from './actions/dispute.ts';
export { declineExtension, extendFeedback } from './actions/extend.ts';
export {
  type DialogueQuestion,
  dialogueReceiptKey,
  receiveFromDialogue,
} from './actions/from-dialogue.ts';
export { interimAnswer } from './actions/interim-answer.ts';
export { itemsPassingTheirDate, markAllOverdue, markOverdue } from './actions/overdue.ts';
export { itemsAwaitingRating, rateFeedback, remindToRate } from './actions/rate.ts';
export { correctReceipt } from './actions/receipt.ts';
export { reopenFeedback } from './actions/reopen.ts';
export type { Receipt } from './actions/repeat.ts';
export { assignFeedback, routeFeedback, suggestionFor, transferFeedback } from './actions/route.ts';
export {
  acceptFeedback,
  editPublicText,
  refuseFeedback,
  withdrawFeedback,
} from './actions/screen.ts';
export { enterFeedback, submissionFaults, submitFeedback } from './actions/submit.ts';
export {
  askContribution,
  giveContribution,
  itemsAwaitingContribution,
  remindContributor,
  withdrawContribution,
} from './contributions/actions.ts';
export { addEvidence, removeEvidence } from './evidence/actions.ts';
