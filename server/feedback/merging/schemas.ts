import Joi from 'joi';
import { line } from '../../platform/web/check.ts';
import { readCode } from '../item/rules/codes.ts';

/** As people type a code: in small letters, with spaces around it. */
export const otherCode = () => line(40).custom((typed: string) => readCode(typed) ?? typed);

export const merging = Joi.object<{ into: string }>({ into: otherCode().required() });
