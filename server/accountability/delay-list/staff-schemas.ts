import Joi from 'joi';
import { DELAY_CAUSES, type DelayCause } from '../../feedback/item/rules/delay-causes.ts';
import { line, prose } from '../../platform/web/check.ts';
import { civilDateShape } from '../../units/index.ts';
import { CORRECTIONS, type CorrectionKind, POSITIONS, type Position } from './rules/act.ts';
import { MOST_ORIGINS, RULE_BOUNDS, readOrigin } from './rules/dated-rule.ts';

const LEAST = 10;
const MOST = 2000;

const seen = () => Joi.string().max(30).required();
const looked = () => Joi.valid('yes').empty('');

export interface ReplyBody {
  seen: string;
  text: string;
  looked?: 'yes';
}
export const replyBody = Joi.object<ReplyBody>({
  seen: seen(),
  text: prose(MOST).min(LEAST).required(),
  looked: looked(),
});

export interface CorrectionBody {
  seen: string;
  kind: CorrectionKind;
  days?: number;
  cause?: DelayCause | 'none';
  position?: Position;
  reason: string;
  looked?: 'yes';
}
export const correctionBody = Joi.object<CorrectionBody>({
  seen: seen(),
  kind: Joi.valid(...CORRECTIONS).required(),
  days: Joi.number().integer().min(1).max(9999).empty(''),
  cause: Joi.valid(...DELAY_CAUSES, 'none').empty(''),
  position: Joi.valid(...POSITIONS).empty(''),
  reason: prose(MOST).min(LEAST).required(),
  looked: looked(),
});

export interface RuleBody {
  number: number;
  validFrom: string;
  basis: string;
  draftDays: number;
  replyDays: number;
  publishDay: number;
  names?: 'yes';
  repeatTimes: number;
  repeatMonths: number;
  /** One a line. */
  origins: string[];
}

const bounded = (name: keyof typeof RULE_BOUNDS) =>
  Joi.number().integer().min(RULE_BOUNDS[name].min).max(RULE_BOUNDS[name].max).required();

function originsIn(typed: string, { error }: Joi.CustomHelpers): string[] | Joi.ErrorReport {
  const lines = typed.split(/\s+/).filter(Boolean);
  const origins = lines.map(readOrigin);
  if (origins.includes(undefined)) return error('text:accountability.delay-list.rules.errors.origin');
  return origins.length > MOST_ORIGINS ? error('array.max') : [...new Set(origins as string[])];
}

export const ruleBody = Joi.object<RuleBody>({
  number: Joi.number().integer().min(1).required(),
  validFrom: civilDateShape().required(),
  basis: line(200).required(),
  draftDays: bounded('draftDays'),
  replyDays: bounded('replyDays'),
  publishDay: bounded('publishDay'),
  names: looked(),
  repeatTimes: bounded('repeatTimes'),
  repeatMonths: bounded('repeatMonths'),
  origins: prose(4000).empty('').custom(originsIn).default([]),
});

export const monthsQuery = Joi.object<{ before?: string }>({
  before: Joi.string()
    .pattern(/^\d{4}-\d\d$/)
    .empty(''),
});
