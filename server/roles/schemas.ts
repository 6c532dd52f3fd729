import Joi from 'joi';
import type { Permission } from '../platform/permissions.ts';
import { line } from '../platform/web/check.ts';
import { calendarDate } from '../settings/index.ts';
import { GRANTABLE, ROLE_NAME_LENGTH } from './rules.ts';

export interface RoleForm {
  'name-vi': string;
  'name-en': string;
  'name-ru': string;
  permissions: Permission[];
  validFrom: string;
  validTo?: string;
}

const name = line(ROLE_NAME_LENGTH).required();

export const roleForm = Joi.object<RoleForm>({
  ...{ 'name-vi': name, 'name-en': name, 'name-ru': name },
  permissions: Joi.array()
    .items(Joi.valid(...GRANTABLE))
    .single()
    .unique()
    .min(1)
    .max(GRANTABLE.length)
    .required(),
  validFrom: calendarDate().required(),
  validTo: calendarDate().empty(''),
});
