export { consolePage } from './queries/console.ts';
export { deskQuestions } from './queries/desk.ts';
export {
  type DialogueRow,
  dialogueList,
  listDialogues,
  nextSession,
  sessionsAbout,
} from './queries/list.ts';
export { dialogueLog } from './queries/log.ts';
export { myQuestions } from './queries/mine.ts';
export {
  type InnerQuestionRow,
  innerQuestions,
  publicQuestions,
  type QuestionRow,
  questionStretch,
  votesIn,
} from './queries/questions.ts';
export { readDialogue } from './queries/read.ts';
export { datesOf, dialogueForApi, dialoguePage, factsOf, mayIn } from './queries/session.ts';
export { setUpPage } from './queries/set-up.ts';
