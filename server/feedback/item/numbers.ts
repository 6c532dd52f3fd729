import { YearlyNumbers } from '../../platform/data/yearly-numbers.ts';

/** In blocks: most items need one write. */
export const feedbackNumbers = new YearlyNumbers('feedback', 16);
