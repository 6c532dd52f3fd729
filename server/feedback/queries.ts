export * from './queries/item.ts';
export * from './queries/lists.ts';
