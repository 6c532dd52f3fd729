/** What forms of the console do, by the end of their address: the name of the entry that it leaves. */
const ACTS: readonly [RegExp, string][] = [
  [/\/approvals$/, 'question.approved'],
  [/\/questions\/by-phone$/, 'question.asked'],
  [/\/questions\/[^/]+\/approval$/, 'question.approved'],
  [/\/rejection$/, 'question.rejected'],
  [/\/upholding$/, 'question.rejection-upheld'],
  [/\/merging$/, 'question.merged'],
  [/\/separation$/, 'question.separated'],
  [/\/wording$/, 'question.edited'],
  [/\/assignment$/, 'question.assigned'],
  [/\/answer$/, 'question.answered'],
  [/\/promise$/, 'question.promised'],
  [/\/now$/, 'dialogue.question-taken'],
  [/\/now\/return$/, 'dialogue.question-put-back'],
  [/\/agenda$/, 'dialogue.agenda-moved'],
  [/\/notices$/, 'dialogue.notice-pinned'],
  [/\/notices\/[^/]+\/removal$/, 'dialogue.notice-removed'],
  [/\/wall$/, 'dialogue.wall-set'],
  [/\/conclusions$/, 'dialogue.concluded'],
  [/\/conclusions\/[^/]+\/removal$/, 'dialogue.conclusion-removed'],
  [/\/people\/[^/]+\/muting$/, 'participant.muted'],
  [/\/people\/[^/]+\/unmuting$/, 'participant.unmuted'],
  [/\/people\/[^/]+\/removal$/, 'participant.removed'],
  [/\/people\/[^/]+\/reinstatement$/, 'participant.reinstated'],
];

/** Of the one form that does several things, by what is sent with it. */
const OF_QUEUE: readonly [string, string, string?][] = [
  ['open', 'dialogue.queue-opened', 'yes'],
  ['open', 'dialogue.queue-closed', 'no'],
  ['order', 'dialogue.ordered'],
  ['slowSeconds', 'dialogue.slowed'],
];

/** All that can be undone. */
export const UNDOABLE: readonly string[] = [
  ...new Set([...ACTS.map(([, entry]) => entry), ...OF_QUEUE.map(([, entry]) => entry)]),
];

const isGiven = (value: unknown) => value !== undefined && value !== '';

/** Undefined: what this form does is undone in another way, or not at all. @param path of its address */
export function actOf(path: string, given: Readonly<Record<string, unknown>>): string | undefined {
  if (path.endsWith('/queue'))
    return OF_QUEUE.find(([name, , value]) => isGiven(given[name]) && (!value || value === given[name]))?.[1];
  return ACTS.find(([address]) => address.test(path))?.[1];
}
