import Joi from 'joi';
import { KINDS } from '../feedback/item/rules/fields.ts';
import { FIGURES, PUBLIC_LABELS } from '../feedback/item/rules/status.ts';
import { CONTENT_LANGUAGES } from '../platform/context.ts';
import { emailAddress, line, optional } from '../platform/web/check.ts';
import type { Target } from './rules.ts';

const slug = () =>
  Joi.string()
    .max(80)
    .pattern(/^[a-z0-9-]+$/, { name: 'slug' });

const target = {
  item: optional(line(40)),
  q: optional(line(200)),
  status: optional(Joi.string().valid(...PUBLIC_LABELS, ...FIGURES)),
  kind: optional(Joi.string().valid(...KINDS)),
  regulation: optional(slug()),
  unit: optional(slug()),
  ward: optional(slug()),
  written: optional(Joi.string().valid(...CONTENT_LANGUAGES)),
};

export const targetQuery = Joi.object<Target>(target);

export const followForm = Joi.object<Target & { email: string }>({
  ...target,
  email: emailAddress().required(),
});
