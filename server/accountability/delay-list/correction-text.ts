import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { CorrectionShown } from './acts.ts';

/** A correction in one line, for files: what, why, when, by which role. */
export function correctionText({ language }: Pick<Context, 'language'>, each: CorrectionShown): string {
  const t = translator(language);
  const key = (name: string) => `accountability.delay-list.${name}`;
  const cause = (name: string | null) =>
    name ? t(`feedback.clocks.causes.${name}`) : t('accountability.no-cause');
  const changes = [
    each.days && t(key('changes.days'), each.days),
    each.cause &&
      t(key('changes.cause'), { before: cause(each.cause.before), after: cause(each.cause.after) }),
    each.position &&
      t(key('changes.position'), {
        before: t(key(`positions.${each.position.before}`)),
        after: t(key(`positions.${each.position.after}`)),
      }),
  ].filter((text): text is string => !!text);
  const what = [t(key(`kinds.${each.kind}`)), ...changes].join('; ');
  const version =
    each.version === null ? t(key('before-publication')) : t(key('version'), { version: each.version });
  return `${version}, ${cityDate(each.at)}, ${t(`accounts.role.${each.role}`)}: ${what}. ${each.reason}`;
}
