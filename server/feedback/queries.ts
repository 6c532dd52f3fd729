export * from './queries/answer.ts';
export * from './queries/answer-body.ts';
export * from './queries/desk-lists.ts';
export * from './queries/item.ts';
export * from './queries/lists.ts';
export * from './queries/named.ts';
export * from './queries/passport.ts';
export type { PassportClock } from './queries/passport-clock.ts';
export * from './queries/similar.ts';
