import type { Context, Site } from '../context.ts';
import { Invalid, type Text } from '../errors.ts';
import { StoredFileModel } from './model.ts';
import { putFile } from './store.ts';
import type { Upload } from './upload.ts';

/** A file that a form has brought and that is here already, while the form is still filled in. */
export interface FormFile {
  id: string;
  /** Goes with the form, and shows that it was this form that brought the file. */
  mark: string;
  name: string;
  type: string;
  bytes: number;
  /** Hash of what was sent. */
  sent: string;
  /** It waits for the virus scanner. */
  waits: boolean;
  /** A document has it already: the form was sent before. */
  taken: boolean;
}

/** Of one file that could not be taken. */
export interface FileFault extends Text {
  name: string;
}

const PURPOSE = 'form-file';
const markOf = (site: Site, id: string) => `${id}.${site.tokens.derived(PURPOSE, id)}`;

function idOf(site: Site, mark: string): string | undefined {
  const [id = '', token = ''] = mark.split('.');
  return /^[0-9a-f]{24}$/.test(id) && site.tokens.isDerived(token, PURPOSE, id) ? id : undefined;
}

/** Stores what came with a form. What cannot be taken is told by its name; the others are here then. */
export async function keepUploads(
  context: Context,
  uploads: readonly Upload[],
  room: number,
): Promise<{ marks: string[]; faults: FileFault[] }> {
  const marks: string[] = [];
  const faults: FileFault[] = [];
  for (const { name, bytes, fault } of uploads) {
    try {
      if (fault) throw new Invalid({ file: fault });
      if (marks.length >= room) throw new Invalid({ file: { text: 'errors.field.file-no-room' } });
      marks.push(markOf(context.site, (await putFile(context, { name, bytes, owner: '' })).id));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      faults.push({ ...error.fields['file']!, name });
    }
  }
  return { marks, faults };
}

/** The files of these marks, in their order. Forged marks are left out, and files that are gone meanwhile. */
export async function filesOfMarks({ site }: Context, marks: readonly string[]): Promise<FormFile[]> {
  const ids = [...new Set(marks.flatMap((mark) => idOf(site, mark) ?? []))];
  if (ids.length === 0) return [];
  const rows = await StoredFileModel.find({ _id: { $in: ids } }).lean();
  const byId = new Map(rows.map((row) => [row._id.toHexString(), row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { type, sent = '', waitsSince, looseSince } = row.metadata;
    const { filename: name, length: bytes } = row;
    return [{ id, mark: markOf(site, id), name, type, bytes, sent, waits: !!waitsSince, taken: !looseSince }];
  });
}
