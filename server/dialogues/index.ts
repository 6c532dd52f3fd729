import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { dialogueOperations } from './api.ts';
import { dialogueJobs } from './jobs.ts';
import { panelTopic } from './panel/live.ts';
import { dialogueReactions } from './reactions.ts';
import { dialogueSpace } from './room/live.ts';
import { dialogueRoutes } from './routes.ts';
import { stepsWaiting } from './session/list.ts';
import { sessionParts } from './session/page-parts.ts';
import { DIALOGUE_TIMES_WITH_EFFECT } from './session/times-effect.ts';

export { countParticipantsToErase, eraseParticipants } from './follow-up/retention.ts';
export { countDialoguesOf, succeedDialogues } from './follow-up/succession.ts';
export {
  approveMinutes,
  correctMinutes,
  publishMinutes,
  returnMinutes,
  writeMinutes,
} from './minutes/actions.ts';
export { publicMinutes } from './minutes/read.ts';
export {
  muteParticipant,
  reinstateParticipant,
  removeParticipant,
  unmuteParticipant,
} from './participants/measures.ts';
export { registerParticipant } from './participants/register.ts';
export { answerQuestion, prepareAnswer, promiseAnswer } from './questions/answer.ts';
export { askForSomeone, askQuestion, contestRejection, withdrawQuestion } from './questions/ask.ts';
export { mergeQuestion, separateQuestion } from './questions/merge.ts';
export {
  approveQuestion,
  approveQuestions,
  assignQuestion,
  editQuestion,
  rejectQuestion,
  upholdRejection,
} from './questions/moderate.ts';
export { takeBackDecision } from './questions/take-back.ts';
export { endDialogue, openDialogue, takeBackOpening } from './room/opening.ts';
export {
  conclude,
  moveAgenda,
  pinNotice,
  putBackQuestion,
  removeConclusion,
  removeNotice,
  setQueue,
  setWall,
  takeQuestion,
} from './room/steer.ts';
export { announceDialogue, cancelDialogue, createDialogue, editDialogue } from './session/actions.ts';
export { hostsMark } from './session/hosts.ts';
export { type DialogueRow, nextSession, sessionsAbout, sessionsIn } from './session/list.ts';
export { changeHosts } from './set-up/change-hosts.ts';
export { castVote } from './votes/actions.ts';

const settings = settingDoors(DIALOGUE_TIMES_WITH_EFFECT);

/** Dialogue sessions: announced, live, recorded; what stays open becomes an item with a deadline. */
export const dialogues: Feature = {
  name: 'dialogues',
  routes: [...dialogueRoutes, ...settings.routes],
  operations: dialogueOperations,
  topics: [panelTopic],
  space: dialogueSpace,
  reactions: dialogueReactions,
  jobs: dialogueJobs,
  pageParts: { ...sessionParts, ...settings.pageParts },
  menu: [
    { place: 60, href: '/dialogues', text: 'dialogues.list.menu' },
    {
      ...{ place: 120, href: '/dialogue-desk', text: 'dialogues.desk.menu' },
      ...{ who: ['answer'] as const, daily: true },
    },
    {
      ...{ place: 140, href: '/dialogues?host=me', text: 'dialogues.list.menu-hosted' },
      who: ['plan-dialogues', 'chair'],
      daily: true,
      waiting: stepsWaiting,
    },
  ],
};
