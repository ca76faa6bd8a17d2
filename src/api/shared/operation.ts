/** What a file of an operation declares: its place, who may call it, its schemas, and what it does. */

import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import type { AppPermission, RateGroup, UserPermission } from '../../domain/permission.ts';
import type { Caller } from '../../domain/session.ts';
import type { ApiServices } from './services.ts';

/** `public` operations need no token; the others a session, whose app and person have the permissions that are named. */
export type Access = 'public' | Permissions;

export interface Permissions {
  readonly app?: AppPermission;
  readonly user?: UserPermission;
  /** A path that names an extension means the caller's own, unless it says `any`: then the operation sees to it. */
  readonly extension?: 'any';
}

/** The body of a 204. */
export const noContent = Type.Null();

export const formType = 'application/x-www-form-urlencoded';
export const jsonType = 'application/json';
export const csvType = 'text/csv';

interface Schemas {
  readonly params?: TSchema;
  readonly querystring?: TSchema;
  readonly body?: TSchema;
  readonly response: Readonly<Record<number, TSchema>>;
}

type Shape<S extends Schemas, K extends keyof Schemas> = S[K] extends TSchema ? Static<S[K]> : undefined;

export interface Call<S extends Schemas = Schemas> {
  readonly params: Shape<S, 'params'>;
  readonly query: Shape<S, 'querystring'>;
  readonly body: Shape<S, 'body'>;
  /** What the caller's token stands for. Absent only in public operations. */
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Operation {
  /** The vendor's name for it. */
  readonly operationId: string;
  readonly summary: string;
  readonly tag: 'Messages' | 'Notifications' | 'Company' | 'Roles' | 'Sign-in' | 'About';
  readonly method: HTTPMethods;
  /** In Fastify's notation: `/account/:accountId`. */
  readonly path: string;
  readonly access: Access;
  /** Which of the caller's allowances it counts against. */
  readonly rate: RateGroup;
  /** A page for people: no other origin may read it, and what goes wrong is said on a page. */
  readonly isPage?: boolean;
  /** For pages of the server's own: no other origin may read it. */
  readonly isForOwnPages?: boolean;
  /** The media types its body may have, where that is not JSON alone. */
  readonly consumes?: readonly string[];
  readonly schema: Schemas;
  handle(call: Call, services: ApiServices): Promise<unknown>;
}

/** Checks an operation's handler against its schemas. */
export function operation<const S extends Schemas>(
  definition: Omit<Operation, 'schema' | 'handle'> & {
    readonly schema: S;
    handle(call: Call<S>, services: ApiServices): Promise<unknown>;
  },
): Operation {
  return definition as unknown as Operation;
}
