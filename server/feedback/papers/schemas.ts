import Joi from 'joi';
import { line, optional } from '../../platform/web/check.ts';
import { paperLines } from '../item/field-schemas.ts';
import { LONGEST_PAPER, MOST_PAPERS, PAPER_ANSWERS, type PaperAnswer } from '../item/rules/papers.ts';

const paperTexts = () => Joi.array().items(line(LONGEST_PAPER).min(2)).min(1).max(MOST_PAPERS);

export const papersForm = Joi.object<{ papers: string[] }>({ papers: paperLines().required() });
export const papersBody = Joi.object<{ papers: string[] }>({ papers: paperTexts().required() });

export interface PaperAnswered {
  how: PaperAnswer;
  number?: string;
  article?: string;
}

const ofBasis = (most: number) =>
  Joi.when('how', { is: 'basis', then: line(most).min(1).required(), otherwise: optional(line(most)) });

export const paperHiding = Joi.object<{ reason: string }>({ reason: line(300).min(3).required() });

export const paperAnswer = Joi.object<PaperAnswered>({
  how: Joi.string()
    .valid(...PAPER_ANSWERS)
    .required(),
  number: ofBasis(100),
  article: ofBasis(200),
});
