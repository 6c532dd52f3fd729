import Joi from 'joi';
import { DELAY_CAUSES, type DelayCause } from '../../feedback/item/rules/delay-causes.ts';
import { prose } from '../../platform/web/check.ts';
import { CORRECTIONS, type CorrectionKind, POSITIONS, type Position } from './rules/act.ts';

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

export const monthsQuery = Joi.object<{ before?: string }>({
  before: Joi.string()
    .pattern(/^\d{4}-\d\d$/)
    .empty(''),
});
