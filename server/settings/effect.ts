import type { DatedRow } from '../city/dated-rows.ts';
import type { Context } from '../platform/context.ts';
import { settingOn } from './in-force.ts';
import type { Setting } from './rules.ts';

/** What a change would do in one respect: numbers, or days. */
export interface EffectRow {
  /** Key of its words. */
  text: string;
  values?: Record<string, unknown>;
  before: number | Date;
  after: number | Date;
}

/** What the rows are counted from that are shown beside the preview of a change. */
interface Changed<Row extends DatedRow> {
  before: Row;
  after: Omit<Row, 'validTo'>;
}

/** A bound for what is counted while somebody waits for a preview. */
export const MOST_COUNTED = 10_000;

/**
 * A rule whose preview says what the change would do to what there is: rows by the rule that the change replaces and by
 * the new one. No row: there is nothing yet.
 */
export function withEffect<Row extends DatedRow>(
  setting: Setting<Row>,
  rowsOf: (context: Context, changed: Changed<Row>) => Promise<EffectRow[]>,
): Setting<Row> {
  return {
    ...setting,
    effect: {
      view: 'settings/effect',
      async model(context, after) {
        const rows = await rowsOf(context, { before: settingOn(setting, after.validFrom), after });
        return {
          name: setting.name,
          rows: rows.map((row) => ({ ...row, dates: row.before instanceof Date })),
        };
      },
    },
  };
}
