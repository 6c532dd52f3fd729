import type { Request, Response } from 'express';
import type Joi from 'joi';
import multer, { MulterError, type StorageEngine } from 'multer';
import type { Context } from '../context.ts';
import { Invalid, type Text, Unavailable } from '../errors.ts';
import type { Upload } from '../files/index.ts';
import { formBytes } from './bounds.ts';
import type { UploadMemory } from './upload-memory.ts';

/** What a form may send beside its text. */
export interface UploadRule {
  /** Name of the field. */
  field: string;
  /** Of one file. */
  mostBytes: number;
  /** Files in one request. */
  most: number;
  /** Of one field of text beside the files. */
  mostFieldBytes?: number;
  /** How many of them. */
  mostFields?: number;
  /**
   * The files are here from then on, whatever else is wrong with the form: it shows them when it is shown again, and
   * nobody chooses them a second time. One that cannot be taken does not hold up the others.
   */
  kept?: true;
  /** With `kept`: refuses those from whom nothing is to be kept. @throws Refusal */
  check?(visit: { context: Context; params: Record<string, string> }): Promise<void>;
}

const MIB = 1024 * 1024;
/** Of the text beside the files. */
const MOST_FIELDS = 40;
/** So many more files than allowed are told by name. */
const MOST_TOLD = 20;

/**
 * Reads a multipart body: its text becomes the request's body, its files are kept in memory.
 * @throws Invalid (field of the rule) when a file is too large or there are too many; Unavailable when too much is
 * arriving at once; an error with status 400 when the body cannot be read
 */
export async function readUploads(
  { files: rule, body, memory }: { files: UploadRule; body?: Joi.ObjectSchema; memory: UploadMemory },
  request: Request,
  response: Response,
): Promise<Upload[]> {
  const { field, mostBytes, most, mostFieldBytes = formBytes(body), mostFields = MOST_FIELDS } = rule;
  const files = rule.kept ? most + MOST_TOLD : most;
  const share = memory.share();
  response.once('close', () => share.end());
  const read = multer({
    storage: keepIn(share, rule),
    // Browsers send names as UTF-8; the parser's default would turn Vietnamese ones into noise.
    defParamCharset: 'utf8',
    limits: {
      ...(rule.kept ? {} : { fileSize: mostBytes }),
      files,
      fields: mostFields,
      fieldSize: mostFieldBytes,
      parts: mostFields + files,
    },
  }).array(field, files);
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error: unknown) => (error ? reject(refusalFor(error, rule)) : resolve()));
  });
  const sent = Array.isArray(request.files)
    ? (request.files as (Express.Multer.File & { fault?: Text })[])
    : [];
  return sent.map(({ originalname: name, buffer: bytes, fault }) =>
    fault ? { name, bytes, fault } : { name, bytes },
  );
}

/** Files in memory, within the share; of one that is too large or one too many nothing is kept, and the rest of the form is read. */
function keepIn(share: ReturnType<UploadMemory['share']>, { mostBytes, most }: UploadRule): StorageEngine {
  let begun = 0;
  return {
    _handleFile(_request, { stream }, done) {
      const parts: Buffer[] = [];
      let size = 0;
      let fault: Text | undefined;
      if (++begun > most) fault = { text: 'errors.field.file-too-many', values: { limit: most } };
      stream.on('data', (part: Buffer) => {
        size += part.length;
        if (size > mostBytes) fault ??= tooLarge(mostBytes);
        if (fault) parts.length = 0;
        else if (share.take(part.length)) parts.push(part);
        else stream.destroy(new Unavailable('errors.uploads-busy'));
      });
      stream.on('error', done);
      stream.on('end', () => done(null, { buffer: Buffer.concat(parts), size, ...(fault && { fault }) }));
    },
    _removeFile(_request, _file, done) {
      done(null);
    },
  };
}

export const tooLarge = (mostBytes: number): Text => ({
  text: 'errors.field.file-too-large',
  values: { limit: Math.floor(mostBytes / MIB) },
});

function refusalFor(error: unknown, { field, mostBytes, most }: UploadRule): Error {
  if (error instanceof Unavailable) return error;
  const code = error instanceof MulterError ? error.code : undefined;
  if (code === 'LIMIT_FILE_SIZE') return new Invalid({ [field]: tooLarge(mostBytes) });
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return new Invalid({ [field]: { text: 'errors.field.file-too-many', values: { limit: most } } });
  return Object.assign(new Error('unreadable form'), { status: 400 });
}
