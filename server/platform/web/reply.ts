import type { Language } from '../i18n/languages.ts';

/** What a handler answers. */
export type Reply =
  | {
      kind: 'page';
      view: string;
      model: Record<string, unknown>;
      status: number;
      layout?: string;
      /** Other than that of whoever reads it: a wall in a hall speaks the language of the session. */
      language?: Language;
      type?: string;
      /** Sites that may show the page in a frame; absent: none. */
      framedBy?: readonly string[];
      /** A library of the page makes elements of text by itself; our own script never does. */
      drawnByLibrary?: boolean;
      /** A form that holds nothing of anybody: the browser may keep it, with what is typed there, for the way back. */
      revisited?: boolean;
    }
  | { kind: 'see-other'; to: string }
  | { kind: 'stream'; type: string; body: AsyncIterable<string>; name: string }
  | {
      kind: 'file';
      type: string;
      body: string | Buffer;
      /** Absent: 200. */
      status?: number;
      name?: string;
      /** The site whose scripts may read it; absent: none but this one. */
      readBy?: string;
    };

/** A page: `views/VIEW.hbs` with its model. */
export function page(view: string, model: Record<string, unknown> = {}, status = 200): Reply {
  return { kind: 'page', view, model, status };
}

/** The same for programs: without the frame of a page. */
export function plain(view: string, type: string, model: Record<string, unknown> = {}): Reply {
  return { kind: 'page', view, model, status: 200, layout: 'plain', type };
}

/** 303: after a form has done its work. Only paths of this site. */
export function seeOther(to: string): Reply {
  return { kind: 'see-other', to };
}

export function file(type: string, body: string | Buffer, name?: string): Reply {
  return { kind: 'file', type, body, ...(name ? { name } : {}) };
}

/** A file of any length: made as fast as it is taken, never whole in the memory. */
export function stream(type: string, body: AsyncIterable<string>, name: string): Reply {
  return { kind: 'stream', type, body, name };
}
