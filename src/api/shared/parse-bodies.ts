/** Reads request bodies as clients really send them: JSON that may be empty, and forms. */

import formbody from '@fastify/formbody';
import { fastifyPlugin } from 'fastify-plugin';
import { DomainError } from '../../domain/errors.ts';
import { bulkFromJson, bulkFromMultipart, bulkJsonType } from '../../wire/bulk.ts';
import { isTooDeep } from '../../wire/json-depth.ts';
import type { PeopleFileError } from '../../wire/people-file-error.ts';
import { peopleFileText } from '../../wire/people-file-text.ts';
import { csvType } from './operation.ts';

export const parseBodies = fastifyPlugin(async (app) => {
  app.removeAllContentTypeParsers();
  // An empty body that calls itself JSON is normal on every method. (WIRE contract, section 2.1.)
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    parse(done, () => (body.length === 0 ? undefined : parseJson(body as Buffer)));
  });
  app.addContentTypeParser(bulkJsonType, { parseAs: 'buffer' }, (_request, body, done) => {
    parse(done, () => bulkFromJson(parseJson(body as Buffer)));
  });
  app.addContentTypeParser('multipart/mixed', { parseAs: 'buffer' }, (request, body, done) => {
    parse(done, () => bulkFromMultipart(utf8.decode(body as Buffer), request.headers['content-type'] ?? ''));
  });
  app.addContentTypeParser(csvType, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, peopleFileText(body as Buffer));
    } catch (error) {
      done(new DomainError({ code: 'invalid-people-file', subject: (error as PeopleFileError).message }));
    }
  });
  await app.register(formbody);
  // A compressed body may be a thousand times as long as what was sent, and no known client compresses any.
  app.addHook('preParsing', ({ headers }, reply, _payload, done) => {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (encoding === '' || encoding === 'identity') return done();
    reply.header('accept-encoding', 'identity');
    done(new DomainError({ code: 'unsupported-content-encoding' }));
  });
});

function parse(done: (error: Error | null, body?: unknown) => void, read: () => unknown): void {
  try {
    done(null, read());
  } catch {
    done(new DomainError({ code: 'malformed-json' }));
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Refuses bytes that are not UTF-8. `__proto__` becomes an ordinary key that no schema knows. */
function parseJson(body: Buffer): unknown {
  if (isTooDeep(body)) throw new SyntaxError('nested too deep');
  return JSON.parse(utf8.decode(body));
}
