import type { Translate } from '../platform/i18n/texts.ts';
import type { ImportReport } from '../units/index.ts';

/** The report of an import as lines of text: counts first, then each change, then each refusal with its reasons. */
export function reportLines(report: ImportReport, t: Translate, dryRun = false): string[] {
  const { counts, kind } = report;
  return [
    ...(dryRun ? [t('units.report.dry-run')] : []),
    t(`units.report.counts-${kind}`, { ...counts }),
    ...report.added.map((slug) => t('units.report.added', { slug })),
    ...report.changed.map((slug) => t('units.report.changed', { slug })),
    ...report.refused.map(({ row, slug, faults }) => {
      const reasons = faults.map(({ text, values }) => t(text, values)).join('; ');
      return t('units.report.refused', { row, slug, reasons });
    }),
    ...(report.absent.length > 0 ? [t('units.report.absent', { count: report.absent.length })] : []),
  ];
}
