import { Schema } from 'mongoose';
import type { Trilingual } from '../platform/context.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Permission } from '../platform/permissions.ts';

export interface OwnRoleFields extends Journalled {
  _id: string;
  name: Trilingual;
  permissions: Permission[];
  /** yyyy-mm-dd */
  validFrom: string;
  /** The last day; null: until somebody ends it. */
  validTo: string | null;
  createdAt: Date;
  /** When it was noted that it holds no more. Absent: it was not yet. */
  overAt?: Date;
}

export const OwnRoleModel = journalledModel<OwnRoleFields>(
  'OwnRole',
  'own-roles',
  new Schema<OwnRoleFields>({
    _id: String,
    name: { vi: String, en: String, ru: String },
    permissions: [String],
    validFrom: String,
    validTo: { type: String, default: null },
    createdAt: Date,
    overAt: Date,
  }),
);
