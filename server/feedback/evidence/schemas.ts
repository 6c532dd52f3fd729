import Joi from 'joi';
import { line } from '../../platform/web/check.ts';
import { MOST_EVIDENCE_DESCRIPTION } from '../rules.ts';

export const evidenceForm = Joi.object<{ description: string }>({
  description: line(MOST_EVIDENCE_DESCRIPTION).required(),
});
