/** Tells a parameter that is missing from one that is wrong, and names the misspelt one that was sent instead. */

import type { FastifyRequest } from 'fastify';
import type { Refusal } from '../../domain/errors.ts';

const aboutParameters = new Set(['invalid-parameter', 'invalid-oauth-request', 'malformed-request']);
const maxNamed = 40;

/** Undefined where the request tells nothing that the refusal does not. */
export function hintFromRequest(refusal: Refusal, request: FastifyRequest): string | undefined {
  if (!aboutParameters.has(refusal.code)) return undefined;
  const { querystring, body } = request.routeOptions.config.operation?.schema ?? {};
  const path = (refusal.parameter ?? refusal.subject ?? '').split('.');
  for (const [given, schema] of [
    [request.query, querystring],
    [request.body, body],
  ] as const) {
    const hint = hintAt(path, given, schema);
    if (hint !== undefined) return hint;
  }
  return undefined;
}

type Shape = { readonly properties?: Readonly<Record<string, Shape>>; readonly items?: Shape };

/** Looks into the first entry of a list. */
function hintAt([name = '', ...rest]: readonly string[], given: unknown, schema: unknown): string | undefined {
  const shape = (schema as Shape | undefined)?.items ?? (schema as Shape | undefined);
  const value: unknown = Array.isArray(given) ? given[0] : given;
  const properties = shape?.properties;
  if (!properties || !(name in properties) || typeof value !== 'object' || value === null) return undefined;
  if (name in value) return rest.length > 0 ? hintAt(rest, Reflect.get(value, name), properties[name]) : undefined;
  const unknown = Object.keys(value).filter((key) => !(key in properties));
  const meant = unknown.find((key) => isAlike(key, name));
  if (meant !== undefined) return `Write ${name} instead of ${meant.slice(0, maxNamed)}, which is not known here`;
  return `Send ${name}, which is missing; known here are ${Object.keys(properties).join(', ')}`;
}

/** Another case, another way of joining words, letters exchanged, or one too many or too few. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')) as [string, string];
  const sorted = (text: string) => [...text].sort().join('');
  if (sorted(a) === sorted(b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    long.length - short.length === 1 && [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short)
  );
}
