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

/** A change says which version of the role it was made for. */
export interface RoleChangeForm extends RoleForm {
  version: number;
}

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

export const roleChangeForm: Joi.ObjectSchema<RoleChangeForm> = (roleForm as Joi.ObjectSchema).keys({
  version: Joi.number().integer().min(0).required(),
});
