import mongoose, { Schema } from 'mongoose';
import { catalogueOptions, trilingualSchema } from '../units/index.ts';
import type { Regulation } from './rules.ts';

const schema = new Schema<Regulation & { _id: string }>(
  {
    _id: String,
    slug: String,
    code: { type: String, default: null },
    name: trilingualSchema,
    fieldKey: String,
    field: trilingualSchema,
    level: String,
    unit: String,
    unit2023: String,
    audience: String,
    time: { value: { type: Number, default: null }, unit: String, note: String },
    fee: { amountVnd: { type: Number, default: null }, note: String },
    legalBasis: [String],
    online: { type: String, default: null },
    confidence: String,
    unsure: [String],
    popularNames: { type: [String], default: undefined },
  },
  { ...catalogueOptions, collection: 'regulations' },
);

export const RegulationModel = mongoose.model<Regulation & { _id: string }>('Regulation', schema);
