import Joi from 'joi';
import { prose } from '../../platform/web/check.ts';
import { APPEAL_OUTCOMES, type AppealOutcome } from '../item/rules/appeal.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';

export const appealForm = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export interface AppealJudgement {
  outcome: AppealOutcome;
  reasons: string;
  text: string;
}

export const judgement = Joi.object<AppealJudgement>({
  outcome: Joi.string()
    .valid(...APPEAL_OUTCOMES)
    .required(),
  reasons: prose(MOST.text).min(LEAST.reason).required(),
  text: Joi.when('outcome', {
    is: 'changed',
    then: prose(MOST.text).min(LEAST.reason).required(),
    otherwise: prose(MOST.text).allow('').default(''),
  }),
});
