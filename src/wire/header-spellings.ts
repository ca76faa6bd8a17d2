/** How the vendor spells the headers that its clients look for; one SDK minds the case. (WIRE contract, section 4.) */

/** By the names in lower case. */
export const headerSpellings: Readonly<Record<string, string>> = {
  rcrequestid: 'RCRequestId',
  'content-type': 'Content-Type',
  'content-disposition': 'Content-Disposition',
  'content-range': 'Content-Range',
  'retry-after': 'Retry-After',
  'www-authenticate': 'WWW-Authenticate',
  'x-rate-limit-group': 'X-Rate-Limit-Group',
  'x-rate-limit-limit': 'X-Rate-Limit-Limit',
  'x-rate-limit-remaining': 'X-Rate-Limit-Remaining',
  'x-rate-limit-window': 'X-Rate-Limit-Window',
  etag: 'ETag',
};
