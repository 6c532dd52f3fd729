import Joi from 'joi';
import { line } from '../../platform/web/check.ts';
import { MOST_EVIDENCE_DESCRIPTION } from './rules.ts';

/** Beside the form of the answer it brings along what is typed there: nothing of it is saved, and nothing is lost. */
export interface EvidenceForm {
  description: string;
  /** Of the form of the answer. */
  boxes?: string;
  version?: string;
}

export const evidenceForm = Joi.object<EvidenceForm>({
  description: line(MOST_EVIDENCE_DESCRIPTION).required(),
}).unknown();
