/** Which answers a person reads again, and how well that person and the check agree. Pure. */
export * from './rules/accuracy.ts';
export * from './rules/agreement.ts';
export * from './rules/refit.ts';
export * from './rules/sample.ts';
