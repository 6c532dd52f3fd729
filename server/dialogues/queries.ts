export { myQuestions } from './queries/mine.ts';
