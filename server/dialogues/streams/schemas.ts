import Joi from 'joi';

export interface LogQuery {
  stream: 'public' | 'staff';
  after: number;
  limit: number;
}

export const logQuery = Joi.object<LogQuery>({
  stream: Joi.string().valid('public', 'staff').default('public'),
  after: Joi.number().integer().min(0).max(1e12).default(0),
  limit: Joi.number().integer().min(1).max(500).default(200),
});
