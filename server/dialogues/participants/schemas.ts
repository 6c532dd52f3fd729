import Joi from 'joi';
import type { ContentLanguage } from '../../platform/context.ts';
import { emailAddress, line, optional } from '../../platform/web/check.ts';
import { language } from '../session/field-schemas.ts';
import { MOST } from '../session/rules/limits.ts';
import { REMOVAL_GROUNDS, type RemovalGround } from './rules/removal.ts';

export interface Registration {
  /** What others read. */
  by: string;
  name?: string;
  organisation?: string;
  email?: string;
  language: ContentLanguage;
}

export const registrationFields = {
  by: line(MOST.displayName).min(2).required(),
  name: optional(line(MOST.name)),
  organisation: optional(line(MOST.name)),
  email: optional(emailAddress()),
};

export const registration = Joi.object<Registration>({
  ...registrationFields,
  language: language().default('vi'),
});

export const removal = Joi.object<{ ground: RemovalGround }>({
  ground: Joi.string()
    .valid(...REMOVAL_GROUNDS)
    .required(),
});
