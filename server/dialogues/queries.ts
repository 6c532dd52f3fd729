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
  publicQuestions,
  type QuestionRow,
  questionStretch,
  votesIn,
} from './queries/questions.ts';
export { readDialogue } from './queries/read.ts';
export { datesOf, dialogueForApi, factsOf, mayIn } from './queries/session.ts';
export { setUpPage } from './queries/set-up.ts';
