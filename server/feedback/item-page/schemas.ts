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

/** The code of a page from which people come. */
export const trackQuery = Joi.object<{ code?: string }>({ code: optional(line(40)) });

/** Which form of the desk's menu stands open. */
export const panelQuery = Joi.object<{ panel?: string }>({ panel: optional(line(40)) });
