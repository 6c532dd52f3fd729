export * from './actions/answer.ts';
export * from './actions/ask.ts';
export * from './actions/moderate.ts';
export * from './actions/session.ts';
export * from './actions/steer.ts';
