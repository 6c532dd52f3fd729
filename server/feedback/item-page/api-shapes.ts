import Joi from 'joi';
import { COMPLEXITIES } from '../../calendar/index.ts';
import { ENDED_KINDS } from '../../regulations/index.ts';
import { evidence, firstAnswer, interims, named, points, shownAnswer } from '../answer-check/api-shapes.ts';
import { LOOKED_AS } from '../item/rules/ageing.ts';
import { APPEAL_OUTCOMES } from '../item/rules/appeal.ts';
import { ATTACHED_WITH } from '../item/rules/attachment.ts';
import { DELAY_CAUSES } from '../item/rules/delay-causes.ts';
import { KINDS } from '../item/rules/fields.ts';
import { GRADES, RATING_REASONS } from '../item/rules/grades.ts';
import { PUBLIC_NEXT } from '../item/rules/next.ts';
import { PAPER_ANSWERS } from '../item/rules/papers.ts';
import { QUESTION_KINDS } from '../item/rules/procedure-questions.ts';
import { PUBLIC_LABELS } from '../item/rules/status.ts';
import { wording } from '../procedure-questions/schemas.ts';
import type { ItemPage } from './shape.ts';

export { named };

const papers = Joi.array().items(
  Joi.object({
    n: Joi.number(),
    text: Joi.string(),
    at: Joi.string().isoDate(),
    listed: Joi.object({ vi: Joi.string(), en: Joi.string(), ru: Joi.string() }),
    outside: Joi.boolean(),
    withheld: Joi.string().valid('unseen', 'taken-off'),
    answer: Joi.object({
      how: Joi.string().valid(...PAPER_ANSWERS),
      number: Joi.string(),
      article: Joi.string(),
      at: Joi.string().isoDate(),
    }),
  }).meta({ title: 'DemandedPaper' }),
);

const aged = Joi.object({
  at: Joi.string().isoDate(),
  open: Joi.boolean(),
  follows: Joi.string(),
  rules: Joi.array().items(
    Joi.object({
      key: Joi.string(),
      kind: Joi.string().valid(...ENDED_KINDS),
      name: Joi.string(),
      endedOn: Joi.string(),
      replacedBy: Joi.string().allow(null),
      regulation: named,
      replacement: named,
    }),
  ),
  look: Joi.object({
    as: Joi.string().valid(...LOOKED_AS),
    note: Joi.string(),
    at: Joi.string().isoDate(),
  }),
}).meta({ title: 'AgedAnswer' });

const appealFields = {
  at: Joi.string().isoDate(),
  unit: named,
  to: named,
  dueAt: Joi.string().isoDate(),
  late: Joi.boolean(),
  decision: Joi.object({
    at: Joi.string().isoDate(),
    outcome: Joi.string().valid(...APPEAL_OUTCOMES),
    reasons: Joi.string(),
    text: Joi.string(),
  }),
};

const relatedItem = Joi.object({
  code: Joi.string().required(),
  label: Joi.string().valid(...PUBLIC_LABELS),
  subject: Joi.string(),
  language: Joi.string(),
}).meta({ title: 'RelatedItem' });

const related = Joi.object({
  whole: relatedItem,
  parts: Joi.array().items(relatedItem),
  links: Joi.array().items(relatedItem),
}).meta({ title: 'RelatedItems' });

const itemFields = {
  code: Joi.string().required(),
  label: Joi.string()
    .valid(...PUBLIC_LABELS)
    .required(),
  regulation: named,
  receivedAt: Joi.string().isoDate().required(),
  dueAt: Joi.string().isoDate().required(),
  deadline: Joi.string().required(),
  closedAt: Joi.string().isoDate().allow(null),
  next: Joi.string().valid(...PUBLIC_NEXT),
  open: Joi.boolean().required(),
  formerCode: Joi.string(),
  askedIn: Joi.object({ dialogue: Joi.string().required(), question: Joi.string() }),
  kind: Joi.string().valid(...KINDS),
  language: Joi.string(),
  unit: named,
  raisedBy: named,
  subject: Joi.string(),
  text: Joi.string(),
  textDeclined: Joi.boolean(),
  voices: Joi.number(),
  points,
  answer: shownAnswer,
  interims,
  firstAnswer,
  secondAnswer: firstAnswer,
  papers,
  aged,
  appeal: Joi.object(appealFields).meta({ title: 'Appeal' }),
  extended: Joi.boolean(),
  mergedInto: Joi.string(),
  alike: Joi.number().integer(),
  related,
  complexity: Joi.string().valid(...COMPLEXITIES),
  provisional: Joi.boolean().required(),
  apology: Joi.object({
    cause: Joi.string().valid(...DELAY_CAUSES),
    promisedAt: Joi.string().isoDate().allow(null),
    missed: Joi.boolean(),
  }),
};

const attachments = Joi.array().items(
  Joi.object({
    id: Joi.string(),
    name: Joi.string(),
    type: Joi.string(),
    bytes: Joi.number(),
    with: Joi.string().valid(...ATTACHED_WITH),
    at: Joi.string().isoDate(),
    public: Joi.boolean(),
    waits: Joi.boolean(),
    removed: Joi.boolean(),
    href: Joi.string(),
  }).meta({ title: 'Attachment' }),
);

const grade = () => Joi.string().valid(...GRADES);
const said = Joi.object({
  answered: grade(),
  clear: grade(),
  solved: grade(),
  reasons: Joi.array().items(Joi.string().valid(...RATING_REASONS)),
  note: Joi.string().allow(''),
  at: Joi.string().isoDate(),
}).allow(null);

const words = Joi.object({ subject: Joi.string(), text: Joi.string() });

export const item = Joi.object(itemFields).meta({ title: 'FeedbackItem' });
export const wholeItem = Joi.object({
  /** It is about the conduct of a unit. */
  shield: Joi.object({
    ...{ unit: named, by: Joi.string(), publishText: Joi.boolean() },
    partsNotShielded: Joi.object({
      open: Joi.array().items(Joi.string()).required(),
      closed: Joi.array().items(Joi.string()).required(),
    }),
  }),
  partsStillShielded: Joi.array().items(Joi.string()),
  ...itemFields,
  attachments,
  timeline: Joi.array().items(
    Joi.object({
      name: Joi.string(),
      at: Joi.string().isoDate(),
      enteredAt: Joi.string().isoDate(),
      unit: named,
      complexity: Joi.string().valid(...COMPLEXITIES),
      by: Joi.string(),
      reason: Joi.string(),
    }),
  ),
  own: Joi.object({
    language: Joi.string().required(),
    original: words,
    erased: Joi.object({ at: Joi.string().isoDate(), why: Joi.string().valid('rule', 'request') }),
    attachments,
    messages: Joi.array().items(
      Joi.object({ at: Joi.string().isoDate(), from: Joi.string(), text: Joi.string() }),
    ),
    refusal: Joi.object({ ground: Joi.string(), guidance: Joi.string() }).allow(null),
    contest: Joi.object({
      at: Joi.string().isoDate(),
      reason: Joi.string(),
      upheld: Joi.string().allow(null),
      open: Joi.boolean(),
    }).allow(null),
    contestUntil: Joi.string().isoDate().allow(null),
    points,
    answerText: Joi.string(),
    answer: shownAnswer,
    interims,
    ward: named,
    waiting: Joi.boolean(),
    papers,
    raisedBy: named,
    questionReplies: Joi.array().items(
      Joi.object({
        question: Joi.string().required(),
        words: wording.required(),
        kind: Joi.string().valid(...QUESTION_KINDS),
        reply: Joi.string().required(),
        choice: wording,
      }),
    ),
    aged,
    explanations: Joi.array().items(Joi.string()),
    replyUntil: Joi.string().isoDate().allow(null),
    contact: Joi.object({
      state: Joi.string().valid('none', 'unconfirmed', 'confirmed', 'undelivered').required(),
      email: Joi.string(),
      called: Joi.boolean(),
    }),
    after: Joi.object({
      rating: said,
      reopening: Joi.object({
        at: Joi.string().isoDate(),
        reason: Joi.string(),
        rating: said,
        answerText: Joi.string(),
        answer: firstAnswer,
        evidence,
        second: firstAnswer,
      }).allow(null),
      reopenUntil: Joi.string().isoDate().allow(null),
      appeal: Joi.object({ ...appealFields, reason: Joi.string() }).allow(null),
      appealUntil: Joi.string().isoDate().allow(null),
    }),
  }),
}).meta({ title: 'WholeFeedbackItem' });

/** The item as the API shows it: what the desk alone needs stays with the pages. */
export function apiItem({
  inside: _inside,
  may: _may,
  why: _why,
  version: _version,
  ...shown
}: ItemPage): Omit<ItemPage, 'inside' | 'may' | 'why' | 'version'> {
  return shown;
}
