import Joi from 'joi';
import { line, optional } from '../../platform/web/check.ts';

export interface Tracked {
  code: string;
  key?: string;
  /** Open on this computer for longer than the browser is. */
  keep?: 'yes';
}

export const trackForm = Joi.object<Tracked>({
  code: line(40).required(),
  key: optional(line(60)),
  keep: Joi.string().valid('yes'),
});
