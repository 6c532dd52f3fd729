export {
  type Act,
  type ActShown,
  act,
  SECOND_PERSON_RULES,
  type SecondPersonRule,
} from './act.ts';
export { bySecondPerson, ledTo, needsSecondPerson, type Outcome } from './ask.ts';
export {
  type RequestStatus,
  type SecondPersonDocument,
  type SecondPersonFields,
  SecondPersonRequest,
} from './model.ts';
