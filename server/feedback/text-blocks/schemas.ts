import Joi from 'joi';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../platform/context.ts';
import { line, prose } from '../../platform/web/check.ts';
import { slug } from '../item/field-schemas.ts';
import { MOST_TEXT, unknownIn } from './rules.ts';

const words = {
  name: line(80).min(2).required(),
  text: prose(MOST_TEXT)
    .min(10)
    .required()
    .custom((typed: string, { error }) => {
      const unknown = unknownIn(typed);
      return unknown.length > 0
        ? error('text:feedback.text-blocks.errors.unknown', { limit: unknown.slice(0, 5).join(', ') })
        : typed;
    }),
};

export interface NewBlock {
  unit: string;
  language: ContentLanguage;
  name: string;
  text: string;
}

export const newBlock = Joi.object<NewBlock>({
  unit: slug().required(),
  language: Joi.string()
    .valid(...CONTENT_LANGUAGES)
    .required(),
  ...words,
});

export interface BlockChange {
  version: number;
  name: string;
  text: string;
}

export const blockChange = Joi.object<BlockChange>({
  version: Joi.number().integer().min(0).required(),
  ...words,
});
