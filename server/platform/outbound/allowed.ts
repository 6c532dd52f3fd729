import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Networks inside that may be called nevertheless: '10.20.0.0/16', '127.0.0.1/32'. */
export type Inside = readonly string[];

export class NotCallable extends Error {
  /** Why, in a word for logs and pages: 'inside', 'no-address', 'scheme', 'credentials'. */
  readonly reason: string;
  constructor(reason: string) {
    super(`not to be called: ${reason}`);
    this.reason = reason;
  }
}

/** Whether an address is one of the public internet, or inside and allowed. */
export function mayCall(address: string, inside: Inside = []): boolean {
  if (!ipaddr.isValid(address)) return false;
  // '::ffff:10.0.0.1' is 10.0.0.1.
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return inside.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}

export interface Callee {
  url: URL;
  /** The judged address: whoever connects takes it, and asks no name server again. */
  address: string;
  family: 4 | 6;
}

/** Resolves a host once and judges every address that it has. @throws NotCallable */
export async function calleeOf(given: string, inside: Inside = []): Promise<Callee> {
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NotCallable('scheme');
  if (url.username || url.password) throw new NotCallable('credentials');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolved(host);
  // A name that also leads inside is not to be trusted with any of its addresses.
  if (addresses.some((address) => !mayCall(address, inside))) throw new NotCallable('inside');
  const [address] = addresses;
  if (!address) throw new NotCallable('no-address');
  return { url, address, family: isIP(address) as 4 | 6 };
}

async function resolved(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw new NotCallable('no-address');
  }
}
