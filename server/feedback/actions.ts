export {
  answerFeedback,
  approveAnswer,
  checkAnswerText,
  returnAnswer,
  saveAnswer,
  submitAnswer,
} from './actions/answer.ts';
export { itemsPassingTheirDate, markOverdue } from './actions/overdue.ts';
export { assignFeedback, routeFeedback, suggestionFor, transferFeedback } from './actions/route.ts';
export {
  acceptFeedback,
  editPublicText,
  giveInfo,
  refuseFeedback,
  requestInfo,
  withdrawFeedback,
} from './actions/screen.ts';
export { enterFeedback, type Receipt, submissionFaults, submitFeedback } from './actions/submit.ts';
