export * from './rules/check-regulations.ts';
export * from './rules/handover.ts';
export * from './rules/regulation.ts';
export * from './rules/suggest-unit.ts';
export * from './rules/synonyms.ts';
