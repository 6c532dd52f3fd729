import type { Context } from '../platform/context.ts';
import { csvText } from '../platform/csv.ts';
import { Invalid } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { ledTo } from '../platform/second-person/index.ts';
import { file, page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { allRegulations } from '../regulations/index.ts';
import { allUnits } from '../units/index.ts';
import { IMPORT_DOCUMENTS, previewDocuments } from './documents/import.ts';
import type { DocumentRows } from './documents/rows.ts';
import { rowsOfFile, tableOf } from './files.ts';
import { importUpload, kept, previewImport } from './import.ts';
import { type ImportForm, importForm } from './schemas.ts';

const WHO = ['catalogue'] as const;
const PATH = '/catalogue/import';
const MOST_BYTES = 4 * 1024 * 1024;
/** More rows nobody reads one by one. */
const MOST_SHOWN = 200;

function importPage({ context }: Pick<Visit, 'context'>, typed?: Typed): Reply {
  return page('catalogue/import', {
    title: translator(context.language)('catalogue.import.title'),
    ...typed,
  });
}

async function preview({ context, files }: Visit<ImportForm, any>): Promise<Reply> {
  if (!files[0]) throw new Invalid({ file: { text: 'errors.field.file-none' } });
  const { name, bytes } = files[0];
  const rows = rowsOfFile({ name, bytes });
  if (rows.kind === 'documents') return documentsPreview(context, rows, name);
  const { report, upload, changed } = await previewImport(context, rows, name);
  return page('catalogue/import-preview', {
    title: translator(context.language)('catalogue.import.preview-title', { name }),
    ...{ name, kind: rows.kind, report, upload, count: changed.length },
    changed: changed.slice(0, MOST_SHOWN),
    more: Math.max(0, changed.length - MOST_SHOWN),
  });
}

async function documentsPreview(context: Context, rows: DocumentRows, name: string): Promise<Reply> {
  const { kept: lists, ...preview } = await previewDocuments(context, rows);
  return page('catalogue/documents/import-preview', {
    title: translator(context.language)('catalogue.import.preview-title', { name }),
    ...preview,
    upload: lists.length > 0 ? await kept(context, { kind: 'documents', rows: lists }, name) : undefined,
  });
}

export const importRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who: WHO,
    handler: async (visit) => importPage(visit),
  }),
  route({
    method: 'post',
    path: PATH,
    who: WHO,
    body: importForm,
    acts: [IMPORT_DOCUMENTS],
    files: { field: 'file', mostBytes: MOST_BYTES, most: 1 },
    async handler(visit) {
      const { confirmed, upload } = visit.body;
      if (!confirmed || !upload) return preview(visit);
      const outcome = await importUpload(visit.context, upload);
      return seeOther(ledTo(outcome, () => '/catalogue#changes'));
    },
    again: async (visit, typed) => importPage(visit, typed),
  }),
  route({
    method: 'get',
    path: '/catalogue/units.csv',
    who: WHO,
    handler: async () => file('text/csv; charset=utf-8', csvText(tableOf('units', allUnits()))),
  }),
  route({
    method: 'get',
    path: '/catalogue/procedures.csv',
    who: WHO,
    handler: async () => file('text/csv; charset=utf-8', csvText(tableOf('regulations', allRegulations()))),
  }),
];
