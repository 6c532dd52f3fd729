import type { Sample } from './samples.ts';

/** Calls that do what a form does: the same people may make them, and the same fields stand in their body. */
export const LIKE: Record<string, string> = {
  editPublicText: 'POST /feedback/:code/public-text',
  shieldFeedback: 'POST /feedback/:code/shield',
  liftShield: 'POST /feedback/:code/shield-lifting',
  declineExtension: 'POST /feedback/:code/extension-decline',
  apologiseFeedback: 'POST /feedback/:code/apology',
  correctReceipt: 'POST /feedback/:code/receipt-correction',
  askContribution: 'POST /feedback/:code/contribution-request',
  giveContribution: 'POST /feedback/:code/contribution',
  withdrawContribution: 'POST /feedback/:code/contribution-withdrawal',
  addNote: 'POST /feedback/:code/note',
  removeNote: 'POST /feedback/:code/note-removal',
  addTask: 'POST /feedback/:code/task',
  markTask: 'POST /feedback/:code/task-mark',
  replyToOffice: 'POST /feedback/:code/reply',
  withdrawFeedback: 'POST /feedback/:code/withdrawal',
  addTag: 'POST /tags',
  removeTag: 'POST /tags/:id/removal',
  suggestUnits: 'GET /triage/:code',
  getReorganisation: 'GET /catalogue/reorganisations/:id',
  undoReorganisation: 'POST /catalogue/reorganisations/:id/undo',
  listItems: 'GET /items',
  removeSavedFilter: 'POST /items/saved/:id/removal',
  listCallBacks: 'GET /call-backs',
  reachedByCall: 'POST /call-backs/:code/reached',
  missedByCall: 'POST /call-backs/:code/missed',
  getBulkAct: 'GET /bulk/:id',
  undoBulkAct: 'POST /bulk/:id/undo',
  correctAnswer: 'POST /feedback/:code/answer-correction',
  listTextBlocks: 'GET /text-blocks',
  getTextBlock: 'GET /text-blocks/:id',
  addTextBlock: 'POST /text-blocks',
  changeTextBlock: 'POST /text-blocks/:id',
  removeTextBlock: 'POST /text-blocks/:id/removal',
  ...ofDialogues({
    announceDialogue: 'announcement',
    cancelDialogue: 'cancellation',
    openDialogue: 'opening',
    takeBackOpening: 'opening/return',
    endDialogue: 'end',
    moveAgenda: 'agenda',
    pinNotice: 'notices',
    removeNotice: 'notices/:notice/removal',
    setQueue: 'queue',
    setWall: 'wall',
    conclude: 'conclusions',
    removeConclusion: 'conclusions/:conclusion/removal',
    takeQuestion: 'now',
    putBackQuestion: 'now/return',
    approveQuestions: 'approvals',
    approveQuestion: 'questions/:question/approval',
    rejectQuestion: 'questions/:question/rejection',
    upholdRejection: 'questions/:question/upholding',
    mergeQuestion: 'questions/:question/merging',
    separateQuestion: 'questions/:question/separation',
    editQuestion: 'questions/:question/wording',
    assignQuestion: 'questions/:question/assignment',
    answerQuestion: 'questions/:question/answer',
    promiseAnswer: 'questions/:question/promise',
    takeBackDecision: 'questions/:question/return',
    muteParticipant: 'people/:participant/muting',
    unmuteParticipant: 'people/:participant/unmuting',
    removeParticipant: 'people/:participant/removal',
    reinstateParticipant: 'people/:participant/reinstatement',
    writeMinutes: 'minutes/parts/:part',
    approveMinutes: 'minutes/approval',
    returnMinutes: 'minutes/return',
    publishMinutes: 'minutes/publication',
    correctMinutes: 'minutes/corrections',
  }),
};

function ofDialogues(paths: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([id, path]) => [id, `POST /dialogues/:code/${path}`]));
}

/** Their rows of the matrix. */
export function rowsLikePages<Row extends { name: string }>(rows: readonly Row[]): Row[] {
  return Object.entries(LIKE).map(([name, path]) => ({ ...rows.find((row) => row.name === path)!, name }));
}

/** They read a body, all of which may be left out. */
const WITHOUT_FIELDS = ['approveQuestion', 'liftShield'];
const NUMBERS = ['n', 'version', 'at', 'number'];
const YES_OR_NO = ['open', 'early', 'seen'];

/** They go by the item as it is, not by what a page has shown. */
const WITHOUT_VERSION: Record<string, readonly string[]> = {
  editPublicText: ['version', 'seen', 'points'],
  correctAnswer: ['version'],
};

/** What a form sends as text is a number, a boolean or a list in a call. */
function typed(name: string, value: unknown): unknown {
  if (NUMBERS.includes(name)) return Number(value);
  if (YES_OR_NO.includes(name)) return value === 'yes';
  return name === 'questions' ? [value].flat() : value;
}

/** Their samples. Of a form that stands on a page with a version, a call needs none. */
export function samplesLikePages(samples: Record<string, Sample>): Record<string, Sample> {
  const of = ([id, path]: [string, string]): [string, Sample] => {
    const { fields, file: _file, bare: _bare, ...rest } = samples[path]!;
    const without = WITHOUT_VERSION[id] ?? [];
    const body = async (stage: Parameters<NonNullable<Sample['fields']>>[0]) => {
      const given = Object.entries((await fields?.(stage)) ?? {}).filter(([name]) => !without.includes(name));
      return Object.fromEntries(given.map(([name, value]) => [name, typed(name, value)]));
    };
    return [id, { ...rest, ...(fields || WITHOUT_FIELDS.includes(id) ? { body } : {}) }];
  };
  return Object.fromEntries(Object.entries(LIKE).map(of));
}
