import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** What the header of an encrypted backup says about its key. */
export interface Encryption {
  cipher: 'aes-256-gcm';
  kdf: 'scrypt';
  /** Cost; 128 MB of memory with r = 8. */
  N: number;
  r: number;
  p: number;
  salt: string;
  /** By which a wrong passphrase is told from a damaged file. */
  proof: string;
}

export const CHECK_BYTES = 16;

/** Closes the frames of one file, or opens them; each has a check that depends on its number and on the header. */
export interface Seal {
  close(frame: Frame): { payload: Buffer; check: Buffer };
  /** undefined when the frame is not as it was written */
  open(frame: Frame, check: Buffer): Buffer | undefined;
}

export interface Frame {
  number: number;
  kind: number;
  payload: Buffer;
}

const COST = { N: 2 ** 17, r: 8, p: 1 };
/** A damaged header shall not ask for all memory. */
const MOST_COST = 2 ** 23;

const derive = promisify(scrypt) as (
  passphrase: string,
  salt: Buffer,
  length: number,
  options: object,
) => Promise<Buffer>;

async function keyOf(passphrase: string, { salt, ...cost }: { salt: string } & typeof COST): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return derive(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options);
}

const proofOf = (key: Buffer) => createHmac('sha256', key).update('proof').digest('base64');

export async function newEncryption(passphrase: string): Promise<{ encryption: Encryption; key: Buffer }> {
  const salt = randomBytes(16).toString('base64');
  const key = await keyOf(passphrase, { ...COST, salt });
  return {
    key,
    encryption: { cipher: 'aes-256-gcm', kdf: 'scrypt', ...COST, salt, proof: proofOf(key) },
  };
}

/** undefined when the passphrase is another one */
export async function openedKey(
  passphrase: string,
  { N, r, p, salt, proof }: Encryption,
): Promise<Buffer | undefined> {
  if (N * r * p > MOST_COST) return undefined;
  const key = await keyOf(passphrase, { N, r, p, salt });
  return proofOf(key) === proof ? key : undefined;
}

export function sealOf(header: Buffer, key: Buffer | undefined): Seal {
  const digest = createHash('sha256').update(header).digest();
  return key ? secretSeal(digest, key) : plainSeal(digest);
}

/** Against damage, not against malice. */
function plainSeal(digest: Buffer): Seal {
  const checkOf = ({ number, kind, payload }: Frame) =>
    createHash('sha256')
      .update(digest)
      .update(placeOf(number, kind))
      .update(payload)
      .digest()
      .subarray(0, CHECK_BYTES);
  return {
    close: (frame) => ({ payload: frame.payload, check: checkOf(frame) }),
    open: (frame, check) => (checkOf(frame).equals(check) ? frame.payload : undefined),
  };
}

/** The key is new for each file, so the number of the frame may be its nonce. */
function secretSeal(digest: Buffer, key: Buffer): Seal {
  const nonceOf = (number: number) => {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(number), 4);
    return nonce;
  };
  return {
    close({ number, kind, payload }) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
      cipher.setAAD(Buffer.concat([digest, placeOf(number, kind)]));
      const closed = Buffer.concat([cipher.update(payload), cipher.final()]);
      return { payload: closed, check: cipher.getAuthTag() };
    },
    open({ number, kind, payload }, check) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number));
      decipher.setAAD(Buffer.concat([digest, placeOf(number, kind)]));
      decipher.setAuthTag(check);
      try {
        return Buffer.concat([decipher.update(payload), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}

function placeOf(number: number, kind: number): Buffer {
  const place = Buffer.alloc(9);
  place.writeBigUInt64BE(BigInt(number));
  place.writeUInt8(kind, 8);
  return place;
}
