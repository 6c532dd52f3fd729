export * from './rules/check-units.ts';
export * from './rules/paging.ts';
export * from './rules/ranking.ts';
export * from './rules/successors.ts';
export * from './rules/unit.ts';
