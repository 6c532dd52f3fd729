/** What a sender has to hear; of the rest the page of the item tells. */
export const TOLD_BY_PHONE = [
  ...['info-requested', 'refused', 'answered', 'answer-corrected', 'apologised', 'closed-unanswered'],
  ...['answered-together', 'refusal-upheld', 'refusal-taken-back', 'appeal-decided', 'appeal-sent-back'],
  ...['answer-looked-at', 'contact-undelivered', 'split'],
].map((name) => `feedback.${name}`);

/** Nobody writes to whoever has left a telephone number alone, or whose letters do not arrive. */
export function needsCall(
  { email, phone }: { email?: string | undefined; phone?: string | undefined },
  undelivered: boolean,
): boolean {
  return !!phone && (!email || undelivered);
}
