/** IPv6 addresses that anyone may have called: of all there are, only 2000::/3 was ever given to the public. */

import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

const global = ipaddr.IPv6.parseCIDR('2000::/3');

/** `[::127.0.0.1]` and its like lie outside, though no list of special ranges names them. Of IPv4 it knows nothing. */
export function isOutsideGlobal(address: string): boolean {
  const text = address.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.IPv6.isValid(text) && !ipaddr.IPv6.parse(text).match(global);
}

/** Looks names up as before, and answers `refused` where one of the addresses lies outside. */
export function globalLookup(refused: () => Error, lookup: LookupFunction = lookUp): LookupFunction {
  return (name, options, callback) =>
    lookup(name, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address);
      const isRefused = error === null && addresses.some(isOutsideGlobal);
      callback(isRefused ? refused() : error, found, family);
    });
}
