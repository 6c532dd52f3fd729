/** From so many others on whom it concerns too, an item stands before the rest of its group in the screening queue. */
export const LIFTED_BY = 3;
