import Joi from 'joi';
import { translator } from '../../platform/i18n/texts.ts';
import { emailAddress } from '../../platform/web/check.ts';
import { hold } from '../../platform/web/holds.ts';
import { page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { againOnItem } from '../item-page/routes.ts';
import { changeContact, confirmContact, contactOpens } from './actions.ts';
import { askForKeys } from './lost-key.ts';
import { citizenSignIn } from './own-address.ts';
import { citizenRoutes } from './provider-routes.ts';

const addressForm = Joi.object<{ email: string }>({ email: emailAddress().required() });

async function lostPage(
  visit: Pick<Visit, 'context' | 'cookies'>,
  typed: Partial<Typed> & { sent?: true } = {},
) {
  return page('feedback/contact/lost', {
    title: translator(visit.context.language)('feedback.contact.lost.title'),
    citizen: citizenSignIn(visit),
    ...typed,
  });
}

export const contactRoutes: Route[] = [
  route({
    method: 'post',
    path: '/feedback/:code/contact',
    who: 'anyone',
    limit: 'letters',
    body: addressForm,
    handler: async ({ context, params, body }) => {
      await changeContact(context, params.code, body.email);
      return seeOther(`/feedback/${params.code}#contact`);
    },
    again: againOnItem('contact'),
  }),
  route({
    method: 'get',
    path: '/feedback/:code/address/:token',
    who: 'anyone',
    limit: 'links',
    handler: async ({ context, params: { code, token } }) => {
      await contactOpens(context, code, token);
      const title = translator(context.language)('feedback.contact.confirm-title');
      return page('feedback/contact/confirm', { title, code, token });
    },
  }),
  route({
    method: 'post',
    path: '/feedback/:code/address/:token',
    who: 'anyone',
    limit: 'links',
    handler: async ({ context, params: { code, token }, cookies }) => {
      await confirmContact(context, code, token);
      hold(cookies, code, { keep: false });
      return seeOther(`/feedback/${code}#contact`);
    },
  }),
  route({ method: 'get', path: '/track/lost', who: 'anyone', handler: (visit) => lostPage(visit) }),
  route({
    method: 'post',
    path: '/track/lost',
    who: 'anyone',
    limit: 'letters',
    body: addressForm,
    handler: async ({ context, body }) => {
      await askForKeys(context, body.email);
      return seeOther('/track/lost/sent');
    },
    again: lostPage,
  }),
  route({
    method: 'get',
    path: '/track/lost/sent',
    who: 'anyone',
    handler: (visit) => lostPage(visit, { sent: true }),
  }),
  ...citizenRoutes,
];
