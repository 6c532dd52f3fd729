import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { contradictionParts } from './contradictions/ledger-part.ts';
import { contradictionLetters } from './contradictions/letters.ts';
import { noteContradictions } from './contradictions/note.ts';
import { noteFrom } from './note-answer.ts';
import { answersWaiting } from './queries.ts';
import { qualityReviewRoutes } from './routes.ts';
import { SAMPLE_WITH_EFFECT } from './sample-effect.ts';
import { followShield } from './shielded.ts';

export { reviewAnswer } from './actions.ts';
export { answersToRead } from './queries.ts';

const settings = settingDoors(SAMPLE_WITH_EFFECT);

/** People read answers again: whether the check was right, and how it does by unit and by rule. */
export const qualityReview: Feature = {
  name: 'quality-review',
  ...settings,
  routes: [...qualityReviewRoutes, ...settings.routes],
  pageParts: { ...settings.pageParts, ...contradictionParts },
  menu: [
    {
      ...{ place: 160, href: '/quality-review', text: 'quality-review.menu' },
      who: ['see-quality'],
      ...{ daily: true, waiting: answersWaiting },
    },
  ],
  reactions: (tools) => [
    {
      name: 'quality-review.note',
      to: ['feedback.answer-returned', 'feedback.answered', 'feedback.answer-corrected', 'feedback.rated'],
      run: noteFrom,
    },
    {
      name: 'quality-review.shield',
      to: ['feedback.shielded', 'feedback.shield-lifted'],
      run: followShield,
    },
    {
      name: 'contradictions.note',
      to: [
        ...['feedback.answered', 'feedback.answer-corrected', 'feedback.reopened'],
        ...['feedback.appeal-sent-back', 'feedback.shielded'],
      ],
      run: noteContradictions,
    },
    contradictionLetters(tools),
  ],
};
