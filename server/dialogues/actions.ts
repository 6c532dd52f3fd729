export * from './actions/answer.ts';
export * from './actions/ask.ts';
export { mergeQuestion, separateQuestion } from './actions/merge.ts';
export {
  approveMinutes,
  correctMinutes,
  type PartInput,
  publishMinutes,
  returnMinutes,
  writeMinutes,
} from './actions/minutes.ts';
export * from './actions/moderate.ts';
export * from './actions/opening.ts';
export * from './actions/people.ts';
export { type Registered, registerParticipant } from './actions/register.ts';
export * from './actions/session.ts';
export * from './actions/steer.ts';
export { takeBackDecision } from './actions/take-back.ts';
