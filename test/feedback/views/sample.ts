/** A view with a model as the routes make it, for rendering without a store. */
import { CODE, now, other } from './parts.ts';

export interface Sample {
  view: string;
  what: string;
  model: Record<string, unknown>;
}

export const sample = (view: string, what: string, model: Record<string, unknown>): Sample => ({
  view,
  what,
  model: { ...(besideOf[view] ?? {}), ...model },
});

const submissionSteps = [
  ...['choose', 'words'].map((name) => ({ name, state: 'done' })),
  { name: 'sender', state: 'now' },
  ...['check', 'receipt'].map((name) => ({ name, state: 'ahead' })),
];

/** Every step and state of the line; what passes the page on. */
const beside = {
  progress: [
    { name: 'received', state: 'done', at: now },
    { name: 'accepted', state: 'done' },
    { name: 'first-answer', state: 'done', at: now },
    { name: 'office', state: 'now', at: now },
    { name: 'second-look', state: 'now', at: now },
    { name: 'answered', state: 'ahead', by: now },
    { name: 'second-answer', state: 'ahead', by: now },
    ...['not-accepted', 'withdrawn', 'lapsed'].map((name) => ({ name, state: 'ended', at: now })),
  ],
  textStart: 'Sáng nay …',
  share: { url: `https://city.example/feedback/${CODE}`, subject: CODE, body: CODE },
};

/** What every page of a view has beside what its sample tells of. */
const besideOf: Record<string, object> = {
  'feedback/item-page/show': beside,
  'feedback/submission/choose': { steps: submissionSteps },
  'feedback/submission/new': {
    ...{ title: 'Ông/bà là ai?', steps: submissionSteps, fresh: true },
    ...{ shown: 'sender', open: { words: true, sender: true } },
    alike: [{ code: CODE, subject: 'Cây', language: 'vi', outcome: 'partly', unit: other, closedAt: now }],
  },
  'feedback/submission/preview': { steps: submissionSteps, shown: 'preview', open: {} },
  'feedback/submission/receipt': { steps: submissionSteps, picture: '<svg></svg>' },
};
