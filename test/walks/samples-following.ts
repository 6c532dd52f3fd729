import { CallBack } from '../../server/feedback/call-backs/model.ts';
import { askToFollow, confirmFollowing, followingToken } from '../../server/following/index.ts';
import { listToken } from '../../server/following/tokens.ts';
import { systemContext } from '../../server/platform/context.ts';
import { UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

let mailboxes = 0;

/** A mailbox of its own that follows an office. */
async function mailbox({ world }: Stage, confirmed: boolean): Promise<{ one: string; list: string }> {
  const email = `follower-${++mailboxes}@kin.example`;
  const { site } = world.app;
  const context = systemContext(site, 'walk', world.clock.now());
  await askToFollow(context, { email, unit: UNIT });
  const one = followingToken(site, { to: email, what: 'unit', subject: UNIT });
  if (confirmed) await confirmFollowing(context, one);
  return { one, list: listToken(site, email) };
}

const asked = async (stage: Stage) => ({ token: (await mailbox(stage, false)).one });
const confirmed = async (stage: Stage) => ({ token: (await mailbox(stage, true)).one });
const all = async (stage: Stage) => ({ token: (await mailbox(stage, true)).list });

const address = ({ world, item }: Stage) => ({
  token: world.app.site.tokens.derived('contact', `${item!.code} lan@kin.example`),
});

/** Where senders are told, and what they do without their key. */
export const contactSamples: Record<string, Sample> = {
  'POST /feedback/:code/contact': {
    item: { status: 'submitted' },
    fields: () => ({ email: `moved-${++mailboxes}@kin.example` }),
    changes: true,
  },
  'GET /feedback/:code/address/:token': { item: { status: 'submitted' }, params: address },
  'POST /feedback/:code/address/:token': { item: { status: 'submitted' }, params: address },
  'GET /track/lost': {},
  'POST /track/lost': { fields: () => ({ email: 'lan@kin.example' }) },
  'GET /track/lost/sent': {},
  'GET /track/provider': {},
  'GET /track/provider/callback': {},
  'GET /track/own': {},
  'GET /track/own/:code': { item: {} },
  'POST /track/own/sign-out': {},
};

/** An item whose sender has left a telephone number alone, and which was refused. */
const byPhone = {
  status: 'refused' as const,
  input: { phone: '+84 90 123 4567', email: undefined as never },
};

/** Calls to whoever no letter reaches. */
export const callBackSamples: Record<string, Sample> = {
  'GET /call-backs': {},
  'POST /call-backs/:code/reached': { item: byPhone, fields: shownCall, changes: true },
  'POST /call-backs/:code/missed': { item: byPhone, fields: shownCall, changes: true },
};

/** The call stands in the list once the reaction has run. */
async function shownCall({ world, item }: Stage): Promise<Record<string, string>> {
  await world.settled();
  const call = await CallBack.findOne({ code: item!.code }).lean();
  return { entry: call!.entry };
}

/** What readers follow by letter, and feeds. */
export const followingSamples: Record<string, Sample> = {
  'GET /feedback/feed.atom': { query: `unit=${UNIT}` },
  'GET /feedback/:code/feed.atom': { item: { status: 'submitted' } },
  'GET /follow': { query: `unit=${UNIT}` },
  'POST /follow': { fields: () => ({ unit: UNIT, email: `walker-${++mailboxes}@kin.example` }) },
  'GET /follow/sent': {},
  'GET /following/:token/confirmation': { params: asked },
  'POST /following/:token/confirmation': { params: asked, changes: true },
  'GET /following/:token/stop': { params: confirmed },
  'POST /following/:token/stop': { params: confirmed, changes: true },
  'GET /following/list/:token': { params: all },
  'GET /following/list/:token/stop': { params: all },
  'POST /following/list/:token/stop': { params: all, changes: true },
};
