import type { Feature } from '../platform/feature.ts';
import { countingReaction } from '../platform/figures/index.ts';
import { settingDoors } from '../settings/index.ts';
import { ageingJob } from './ageing/jobs.ts';
import { ageingParts } from './ageing/page-parts.ts';
import { ANSWER_SETTINGS } from './answer-check/judged-otherwise.ts';
import { answerRulesJob, readAnswerRules } from './answer-check/rules-in-force.ts';
import { feedbackCalls } from './answering/live.ts';
import { feedbackOperations } from './api.ts';
import { appealJob } from './appeal/jobs.ts';
import { appealParts } from './appeal/page-parts.ts';
import { appealsWaiting } from './appeal/queries.ts';
import { scanJob } from './attachments/jobs.ts';
import { bulkJob } from './bulk/jobs.ts';
import { smsFailedJob } from './call-backs/jobs.ts';
import { callsDue } from './call-backs/queries.ts';
import { callReaction, dropCallReaction } from './call-backs/reactions.ts';
import { overdueJob } from './clocks/jobs.ts';
import { lostKeyJob, undeliveredJob } from './contact/jobs.ts';
import { lostKeyReaction } from './contact/reactions.ts';
import { contributionJob } from './contributions/jobs.ts';
import { inboxWaiting, toApproveWaiting, triageWaiting } from './desk/menu-counts.ts';
import { sweepFilesJob } from './evidence/jobs.ts';
import { unitLoads } from './figures/read.ts';
import { countedItems } from './figures/source.ts';
import { KINDS } from './item/rules/fields.ts';
import { feedbackTopics } from './item-page/live.ts';
import { deskSpace } from './item-page/presence.ts';
import { updatesReaction } from './item-page/reactions.ts';
import { learnUnitsJob } from './learned-units/jobs.ts';
import { lettersReaction } from './letters/reactions.ts';
import { askedPart, themesPart } from './lists/page-parts.ts';
import { mergingReaction } from './merging/reactions.ts';
import { erasureJob } from './own-data/jobs.ts';
import { erasuresWaiting } from './own-data/queries.ts';
import { paperParts } from './papers/page-parts.ts';
import { AFTER_ANSWER_WITH_EFFECT } from './rating/after-answer-effect.ts';
import { ratingJob } from './rating/jobs.ts';
import { ratingParts } from './rating/page-parts.ts';
import { recalculationJob, recalculationReaction, recalculationRoutes } from './recalculation/index.ts';
import { feedbackRoutes } from './routes.ts';
import { reminderJob } from './screening/jobs.ts';
import { shieldReaction } from './screening/reactions.ts';
import { searchJob, warmSearch } from './search/jobs.ts';
import { searchReaction } from './search/reactions.ts';
import { splitJob } from './splitting/jobs.ts';
import { REQUIREMENTS_WITH_EFFECT } from './submission/requirements/requirements-effect.ts';

export { lookAgain } from './ageing/actions.ts';
export { markAllAged } from './ageing/jobs.ts';
export { checkDraft, checkWords, toAssess } from './answer-check/check.ts';
export { checkTitle } from './answer-check/report.ts';
export { approveAnswer, checkAnswer, returnAnswer, saveAnswer, submitAnswer } from './answering/actions.ts';
export { correctAnswer } from './answering/correct.ts';
export { interimAnswer } from './answering/interim.ts';
export { type ShownAnswer, shownVersion } from './answering/queries.ts';
export { appealFeedback, decideAppeal } from './appeal/actions.ts';
export { hideAttachment, publishAttachment } from './attachments/actions.ts';
export { reachedByCall } from './call-backs/actions.ts';
export { apologiseFeedback } from './clocks/apologise.ts';
export { declineExtension, extendFeedback } from './clocks/extend.ts';
export { lateness } from './clocks/lateness.ts';
export { workedTime } from './clocks/limits.ts';
export { itemsPassingTheirDate, markAllOverdue, markOverdue } from './clocks/overdue.ts';
export { changeContact, confirmContact, noteUndelivered } from './contact/actions.ts';
export { askContribution, giveContribution, withdrawContribution } from './contributions/actions.ts';
export type { InboxRow } from './desk/rows.ts';
export { itemsOfWeek, type WeekGroup } from './desk/week.ts';
export { erasePersonal } from './erasure/actions.ts';
export { countClosedItems, eraseClosedItems } from './erasure/closed-items.ts';
export { addEvidence, removeEvidence } from './evidence/actions.ts';
export { importItems, type RowReport } from './import/import-items.ts';
export { rowsOfFile } from './import/read-file.ts';
export { codesIn } from './item/rules/codes.ts';
export type { PublicItem } from './item-page/shape.ts';
export { learnUnits } from './learned-units/actions.ts';
export { listedAmong } from './lists/among.ts';
export { countListed, type ListedItem, listFeedback } from './lists/queries.ts';
export { type PublicRequest, publicRequests, type RequestsAsked } from './lists/requests.ts';
export { acceptAndMerge, mergeFeedback, unmergeFeedback } from './merging/actions.ts';
export { addNote, addTask, markTask, removeNote } from './notes/actions.ts';
export { askErasure, decideErasure } from './own-data/actions.ts';
export { answerPaper, namePapers } from './papers/actions.ts';
export { addQuestion } from './procedure-questions/actions.ts';
export { questionsAsked } from './procedure-questions/queries.ts';
export { saveQueue } from './queues/actions.ts';
export { countQueuesNaming, succeedQueues } from './queues/succession.ts';
export { raiseFeedback } from './raising/actions.ts';
export { itemsAwaitingRating, rateFeedback, remindToRate } from './rating/rate.ts';
export { reopenFeedback } from './rating/reopen.ts';
export * from './read/index.ts';
export { assignFeedback, routeFeedback, suggestionFor, transferFeedback } from './routing/actions.ts';
export { decideDispute, disputeFeedback } from './routing/dispute.ts';
export { countAppealsTo, countWaitingFor, succeedUnit } from './routing/succeed.ts';
export { acceptFeedback, editPublicText, refuseFeedback, withdrawFeedback } from './screening/actions.ts';
export { giveInfo, itemsAwaitingTooLong, remindSender, requestInfo } from './screening/ask.ts';
export { classifyFeedback } from './screening/classify.ts';
export { contestRefusalOf, takeBackRefusal, upholdRefusal } from './screening/contest.ts';
export { liftShield, shieldFeedback } from './screening/shield.ts';
export { rebuildSearch } from './search/build.ts';
export { splitFeedback, undoSplit } from './splitting/actions.ts';
export { carrySplit } from './splitting/carry.ts';
export { linkFeedback, unlinkFeedback } from './splitting/links.ts';
export { enterFeedback, submitFeedback } from './submission/actions.ts';
export { dialogueReceiptKey, receiveFromDialogue } from './submission/from-dialogue.ts';
export {
  type MailedReply,
  type MailedWords,
  mailAddressOf,
  receiveByMail,
  replyByMail,
} from './submission/from-mail.ts';
export { correctReceipt } from './submission/receipt-date.ts';
export { senderRequirementOn } from './submission/requirements/settings.ts';
export type { Submission } from './submission/schemas.ts';
export { addTag, tagFeedback } from './tags/actions.ts';
export { allTags } from './tags/queries.ts';
export { addBlock, changeBlock } from './text-blocks/actions.ts';
export { countBlocksOf, succeedBlocks } from './text-blocks/succession.ts';
export { castVoice } from './voices/actions.ts';

const settings = settingDoors(AFTER_ANSWER_WITH_EFFECT, REQUIREMENTS_WITH_EFFECT, ...ANSWER_SETTINGS);

export const feedback: Feature = {
  name: 'feedback',
  routes: [...feedbackRoutes, ...recalculationRoutes, ...settings.routes],
  operations: feedbackOperations,
  topics: feedbackTopics,
  calls: feedbackCalls,
  space: deskSpace,
  reactions: (tools) => [
    lettersReaction(tools),
    lostKeyReaction(tools),
    callReaction,
    dropCallReaction,
    updatesReaction(tools),
    searchReaction,
    mergingReaction,
    shieldReaction,
    recalculationReaction,
    countingReaction(countedItems),
  ],
  counted: [countedItems],
  jobs: (tools) => [
    erasureJob(tools),
    overdueJob,
    reminderJob,
    contributionJob,
    ratingJob,
    ageingJob,
    appealJob,
    undeliveredJob,
    smsFailedJob,
    lostKeyJob,
    sweepFilesJob,
    scanJob,
    bulkJob,
    splitJob,
    recalculationJob,
    answerRulesJob,
    searchJob,
    learnUnitsJob,
  ],
  menu: [
    { place: 10, href: '/feedback/new', text: 'menu.submit' },
    { place: 20, href: '/track', text: 'menu.track' },
    { place: 30, href: '/feedback', text: 'menu.feedback' },
    {
      ...{ place: 110, href: '/inbox', text: 'menu.inbox', who: ['answer'] },
      ...{ daily: true, waiting: inboxWaiting },
    },
    {
      ...{ place: 108, href: '/approvals', text: 'menu.approvals', who: ['approve'] },
      ...{ daily: true, waiting: toApproveWaiting },
    },
    {
      ...{ place: 112, href: '/appeals', text: 'menu.appeals', who: ['approve', 'decide-appeals'] },
      waiting: appealsWaiting,
    },
    {
      ...{ place: 130, href: '/triage', text: 'menu.triage', who: ['screen'] },
      ...{ daily: true, waiting: triageWaiting },
    },
    {
      ...{ place: 140, href: '/items', text: 'feedback.queues.menu' },
      ...{ who: ['screen', 'answer'], rare: true },
    },
    {
      ...{ place: 136, href: '/erasure-requests', text: 'feedback.own-data.menu', who: ['screen'] as const },
      ...{ rare: true, waiting: erasuresWaiting },
    },
    {
      ...{ place: 177, href: '/learned-units', text: 'feedback.learned-units.title' },
      ...{ who: ['screen'], rare: true },
    },
    { place: 176, href: '/tags', text: 'feedback.tags.title', who: ['screen'], rare: true },
    { place: 175, href: '/text-blocks', text: 'feedback.text-blocks.title', who: ['answer'], rare: true },
    {
      ...{ place: 174, href: '/procedure-questions', text: 'feedback.procedure-questions.title' },
      ...{ who: ['answer', 'screen'] as const, rare: true },
    },
    {
      ...{ place: 335, href: '/refusals', text: 'feedback.contest.rates' },
      ...{ who: ['see-refusals'] as const, rare: true },
    },
    {
      ...{ place: 135, href: '/call-backs', text: 'feedback.call-backs.menu', who: ['screen'], daily: true },
      waiting: callsDue,
    },
    { place: 172, href: '/difficulties', text: 'feedback.raising.menu', who: ['answer'], rare: true },
    { place: 170, href: '/counter', text: 'menu.counter', who: ['counter'] },
  ],
  pageParts: {
    ...settings.pageParts,
    inbox: [...(appealParts.inbox ?? []), ...(paperParts.inbox ?? []), ...(ageingParts.inbox ?? [])],
    unit: [...(ratingParts.unit ?? []), ...(paperParts.unit ?? []), ...(ageingParts.unit ?? [])],
    regulation: [
      askedPart,
      ...(ratingParts.regulation ?? []),
      ...(paperParts.regulation ?? []),
      ...(ageingParts.regulation ?? []),
    ],
    ledger: [themesPart],
  },
  catalogue: { kinds: KINDS, unitLoads },
  async start(context) {
    readAnswerRules(context);
    warmSearch();
  },
};
