import type { ItemWishes } from '../support/factories.ts';
import type { World } from '../support/world.ts';
import { samplesLikePages } from './calls-like-pages.ts';
import { accountabilitySamples } from './samples-accountability.ts';
import { accountSamples } from './samples-accounts.ts';
import { afterSamples } from './samples-after.ts';
import { attachmentSamples } from './samples-attachments.ts';
import { calendarSamples } from './samples-calendar.ts';
import { catalogueSamples } from './samples-catalogue.ts';
import { clockSamples } from './samples-clocks.ts';
import { confidentialSamples } from './samples-confidential.ts';
import { contributionSamples } from './samples-contributions.ts';
import { deadlineSamples } from './samples-deadlines.ts';
import { delayListSamples } from './samples-delay-lists.ts';
import { dialogueSamples } from './samples-dialogues.ts';
import { evidenceSamples } from './samples-evidence.ts';
import { feedbackSamples } from './samples-feedback.ts';
import { callBackSamples, contactSamples, followingSamples } from './samples-following.ts';
import { mergingSamples } from './samples-merging.ts';
import { minutesSamples } from './samples-minutes.ts';
import { noteSamples } from './samples-notes.ts';
import { open311Samples } from './samples-open311.ts';
import { ownDataSamples } from './samples-own-data.ts';
import { questionSamples } from './samples-questions.ts';
import { refusalSamples } from './samples-refusals.ts';
import { roleSamples } from './samples-roles.ts';
import { settingSamples } from './samples-settings.ts';
import { shieldSamples } from './samples-shield.ts';
import { siteSamples } from './samples-site.ts';
import { splittingSamples } from './samples-splitting.ts';
import { tagSamples } from './samples-tags.ts';
import { triageSamples } from './samples-triage.ts';
import type { Fields, SentFile } from './send.ts';
import type { Viewer } from './viewers.ts';

export interface Stage {
  world: World;
  viewer: Viewer;
  /** Whose code stands in the path. */
  item?: { code: string; key: string };
}

/** How a route or operation is called so that it succeeds for whoever may call it. */
export interface Sample {
  /** State of the item whose code stands in the path. */
  item?: ItemWishes;
  /** Other parts of the path. */
  params?(stage: Stage): Promise<Record<string, string>> | Record<string, string>;
  query?: string;
  fields?(stage: Stage): Promise<Fields> | Fields;
  /** The form is multipart and brings this. */
  file?: SentFile | ((stage: Stage) => SentFile);
  /** For operations: the JSON body. */
  body?(stage: Stage): unknown;
  /** Success uses up the item or what `params` made. */
  changes?: true;
  /** What `params` makes belongs to one caller; 'visitors': if the caller has no account. */
  each?: true | 'visitors';
  /** Success ends or replaces the caller's session. */
  endsSession?: true;
  /** Sent with no fields at all it would succeed: where that does no harm is an item in another state. */
  bare?: ItemWishes;
}

const OWN: Record<string, Sample> = {
  ...siteSamples,
  ...open311Samples,
  ...accountabilitySamples,
  ...calendarSamples,
  ...accountSamples,
  ...clockSamples,
  ...roleSamples,
  ...settingSamples,
  ...confidentialSamples,
  ...catalogueSamples,
  ...contributionSamples,
  ...deadlineSamples,
  ...delayListSamples,
  ...attachmentSamples,
  ...mergingSamples,
  ...splittingSamples,
  ...tagSamples,
  ...questionSamples,
  ...noteSamples,
  ...ownDataSamples,
  ...refusalSamples,
  ...evidenceSamples,
  ...feedbackSamples,
  ...followingSamples,
  ...contactSamples,
  ...callBackSamples,
  ...triageSamples,
  ...shieldSamples,
  ...afterSamples,
  ...dialogueSamples,
  ...minutesSamples,
};

/** 'GET /feedback/:code' or, for operations, their id. A route without a sample fails the walks. */
export const SAMPLES: Record<string, Sample> = { ...samplesLikePages(OWN), ...OWN };

export function routeKey(route: { method: string; path: string }): string {
  return `${route.method.toUpperCase()} ${route.path}`;
}

/** Fills the names of a pattern: '/feedback/:code' or '/feedback/{code}'. */
export function filled(pattern: string, params: Record<string, string>): string {
  return pattern.replace(/:(\w+)|\{(\w+)\}/g, (_, colon, braces) => {
    const value = params[colon ?? braces];
    if (value === undefined) throw new Error(`no value for ${colon ?? braces} in ${pattern}`);
    return encodeURIComponent(value);
  });
}

/** Names in the routes and operations that have no sample, and samples without a route. */
export function unknownCalls(world: World): string[] {
  const there = new Set([...world.app.routes.map(routeKey), ...world.app.operations.map(({ id }) => id)]);
  // 'GET /feedback/:code (shielded)': the same route with another item.
  const known = new Set(Object.keys(SAMPLES).map((name) => name.replace(/ \(.*\)$/, '')));
  return [
    ...[...there].filter((name) => !known.has(name)).map((name) => `no sample for ${name}`),
    ...[...known].filter((name) => !there.has(name)).map((name) => `no such route any more: ${name}`),
  ];
}
