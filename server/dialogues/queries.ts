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
  votesIn,
} from './queries/questions.ts';
export { datesOf, dialoguePage, factsOf, mayIn, readDialogue } from './queries/session.ts';
