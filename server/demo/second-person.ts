import { accountByEmail, actorOfAccount } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import { DAY_MS, dayAfter } from '../city/dates.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { bySecondPerson } from '../platform/second-person/index.ts';
import { MAKE_ROLE } from '../roles/index.ts';
import { SECOND_PERSON } from '../second-person/index.ts';
import { changeSetting } from '../settings/index.ts';
import { type Cast, SECOND_ADMINISTRATOR } from './people.ts';

/** Since last week a role of the city's own takes two people; one that the other administrator asks for waits. */
export async function playSecondPerson(site: Site, cast: Cast, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 10 * DAY_MS);
  const values = {
    ...{ acts: ['roles'], hours: 72, validFrom: dayAfter(cityDate(at)) },
    basis: 'Quy chế bảo mật của UBND thành phố (ví dụ của bản dùng thử)',
  };
  const early = systemContext(site, 'demo', at);
  await changeSetting({ ...early, actor: await cast.listed('administrator') }, SECOND_PERSON, values, 1);
  const account = await accountByEmail(SECOND_ADMINISTRATOR.email);
  const asker = account && (await actorOfAccount(account.id, now));
  if (!asker) throw new Error(`no account of ${SECOND_ADMINISTRATOR.email}`);
  const context = { ...systemContext(site, 'demo', new Date(now.getTime() - DAY_MS / 4)), actor: asker };
  await bySecondPerson(context, MAKE_ROLE, {
    wishes: {
      name: { vi: 'Theo dõi chất lượng', en: 'Quality watcher', ru: 'Наблюдатель за качеством' },
      permissions: ['see-quality', 'review-answers'],
      ...{ validFrom: dayAfter(cityDate(now)), validTo: null },
    },
  });
}
