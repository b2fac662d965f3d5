import { type LookupAddress, type LookupOptions } from 'node:dns';
import ipaddr from 'ipaddr.js';

type LookupAnswer = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;
export type Lookup = (hostname: string, options: LookupOptions, answer: LookupAnswer) => void;

/** Whether an address belongs to the public internet: not loopback, private, link-local, carrier-grade, multicast or reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6 clothes is judged as what it is.
  return ipaddr.process(address).range() === 'unicast';
}

/** The host name resolves to an address that nobody outside could reach. */
export class PrivateTargetError extends Error {
  override readonly name = 'PrivateTargetError';

  constructor() {
    super('resolves to an address that is not public');
  }
}

/**
 * A look-up for connections: what it answers is what is connected to, so a name that resolved to a public address when it was
 * registered cannot lead elsewhere later. Fails where any of the addresses is not public.
 */
export function publicLookup(lookup: Lookup): Lookup {
  return (hostname, options, answer) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (!error && !addresses.every(isPublicAddress)) answer(new PrivateTargetError(), '');
      else answer(error, found, family);
    });
  };
}
