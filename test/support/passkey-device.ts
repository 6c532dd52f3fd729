import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { Visitor } from './visitor.ts';

const PRESENT = 1;
const VERIFIED = 4;
const NEW_KEY = 64;

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

/** A device with one passkey (ES256, no attestation), as a browser passes its answers on. */
export class PasskeyDevice {
  /** Of which site it believes to be asked. */
  origin: string;
  /** Whether it has seen finger, face or PIN. */
  verifies = true;
  readonly id = randomBytes(32).toString('base64url');
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #counter = 0;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Fills in the form that the page has for a device; `asked`: with the question of an earlier page. */
  async answer(visitor: Visitor, fields: Record<string, string> = {}, asked = visitor.last!): Promise<void> {
    const form = asked.$('form[data-behaviour="passkey"]');
    const sealed = form.find('[name=sealed]').attr('value')!;
    const options = JSON.parse(form.attr('data-options')!) as { challenge: string };
    const made = form.attr('data-new') !== undefined;
    const response = this.response(options, made);
    await visitor.submit('form[data-behaviour="passkey"]', { ...fields, sealed, response });
  }

  response(options: { challenge: string }, made: boolean): string {
    return JSON.stringify(made ? this.#created(options) : this.#signed(options));
  }

  /** As the store keeps it, past the pages. */
  kept() {
    const publicKey = Buffer.from(this.#publicKey()).toString('base64url');
    return { id: this.id, publicKey, counter: 0, transports: [], name: 'Máy tính', since: new Date(0) };
  }

  #authData(more: Uint8Array = new Uint8Array()): Buffer {
    const flags = PRESENT + (this.verifies ? VERIFIED : 0) + (more.length > 0 ? NEW_KEY : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter++);
    return Buffer.concat([digest(new URL(this.origin).hostname), Buffer.from([flags]), counter, more]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #shown(response: object): object {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #publicKey(): Uint8Array {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    const fields: [number, number | Uint8Array][] = [
      ...([
        [1, 2],
        [3, -7],
        [-1, 1],
      ] as [number, number][]),
      ...([
        [-2, bytes(x!)],
        [-3, bytes(y!)],
      ] as [number, Uint8Array][]),
    ];
    return isoCBOR.encode(new Map(fields) as never);
  }

  #created({ challenge }: { challenge: string }): object {
    const credential = Buffer.concat([
      ...[Buffer.alloc(16), Buffer.from([0, 32])],
      ...[bytes(this.id), this.#publicKey()],
    ]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(this.#authData(credential))],
    ]);
    return this.#shown({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
      transports: ['internal'],
    });
  }

  #signed({ challenge }: { challenge: string }): object {
    const clientData = this.#clientData('webauthn.get', challenge);
    const authData = this.#authData();
    const signature = sign('sha256', Buffer.concat([authData, digest(clientData)]), this.#keys.privateKey);
    return this.#shown({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }
}
