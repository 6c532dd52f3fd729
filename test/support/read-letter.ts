export interface ReadLetter {
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: string;
}

/** Reads what nodemailer writes: one multipart/alternative with text and HTML. */
export function simpleParser(raw: string, to: string[]): ReadLetter {
  const split = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, split).replace(/\r\n[ \t]+/g, ' ');
  const boundary = /boundary="?([^"\r\n;]+)/i.exec(headers)?.[1];
  const parts = boundary ? raw.slice(split).split(`--${boundary}`) : [raw];
  const part = (type: string) => {
    const found = parts.find((each) => each.includes(`Content-Type: ${type}`));
    if (!found) return '';
    const at = found.indexOf('\r\n\r\n');
    return decodeBody(
      found.slice(at + 4),
      /Content-Transfer-Encoding: (\S+)/i.exec(found.slice(0, at))?.[1] ?? '7bit',
    );
  };
  return {
    to,
    headers,
    subject: decodeWords(header(headers, 'Subject')),
    text: part('text/plain'),
    html: part('text/html'),
  };
}

function header(headers: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return decodeQuoted(body.replace(/=\r\n/g, ''));
  return body;
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('latin1')
        : word
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/g, (_m, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}
