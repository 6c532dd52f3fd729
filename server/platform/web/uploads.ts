import type { Request, Response } from 'express';
import type Joi from 'joi';
import multer, { MulterError } from 'multer';
import { Invalid } from '../errors.ts';
import { formBytes } from './bounds.ts';

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
}

export interface Upload {
  /** As the browser sends it: not to be trusted. */
  name: string;
  bytes: Buffer;
}

const MIB = 1024 * 1024;
/** Of the text beside the files. */
const MOST_FIELDS = 20;

/**
 * Reads a multipart body: its text becomes the request's body, its files are kept in memory.
 * @throws Invalid (field of the rule) when a file is too large or there are too many; an error with status 400 when the
 * body cannot be read
 */
export async function readUploads(
  { files: rule, body }: { files: UploadRule; body?: Joi.ObjectSchema },
  request: Request,
  response: Response,
): Promise<Upload[]> {
  const { field, mostBytes, most, mostFieldBytes = formBytes(body), mostFields = MOST_FIELDS } = rule;
  const read = multer({
    storage: multer.memoryStorage(),
    // Browsers send names as UTF-8; the parser's default would turn Vietnamese ones into noise.
    defParamCharset: 'utf8',
    limits: {
      fileSize: mostBytes,
      files: most,
      fields: mostFields,
      fieldSize: mostFieldBytes,
      parts: mostFields + most,
    },
  }).array(field, most);
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error: unknown) => (error ? reject(refusalFor(error, rule)) : resolve()));
  });
  const sent = Array.isArray(request.files) ? request.files : [];
  return sent.map(({ originalname, buffer }) => ({ name: originalname, bytes: buffer }));
}

function refusalFor(error: unknown, { field, mostBytes, most }: UploadRule): Error {
  const code = error instanceof MulterError ? error.code : undefined;
  if (code === 'LIMIT_FILE_SIZE') {
    const values = { limit: Math.floor(mostBytes / MIB) };
    return new Invalid({ [field]: { text: 'errors.field.file-too-large', values } });
  }
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return new Invalid({ [field]: { text: 'errors.field.file-too-many', values: { limit: most } } });
  return Object.assign(new Error('unreadable form'), { status: 400 });
}
