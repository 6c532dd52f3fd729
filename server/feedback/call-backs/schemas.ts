import Joi from 'joi';

/** Which call the list has shown. */
export const shownCall = Joi.object<{ entry: string }>({
  entry: Joi.string()
    .pattern(/^[0-9a-f]{24}$/, { name: 'id' })
    .required(),
});
