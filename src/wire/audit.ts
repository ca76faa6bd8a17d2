/** The audit trail as answers show it. */

import { Type } from 'typebox';
import type { AuditEntry, AuditHead, AuditVerification } from '../domain/audit.ts';
import { DomainError } from '../domain/errors.ts';
import { choice } from './choices.ts';
import { navigationShape, pagingShape } from './lists.ts';

const nullable = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

export const auditEntryShape = Type.Object(
  {
    number: Type.Integer({ description: 'Counts from 1, without gaps' }),
    time: Type.String({ format: 'date-time' }),
    actorId: nullable('The extension that did it; null for the command line'),
    address: nullable('The network address it was done from, if there was one'),
    action: Type.String({ description: 'Verb and noun, such as `update-extension`' }),
    target: nullable('The id of what was changed, if it has one'),
    details: Type.Unknown({ description: 'What changed, by field' }),
  },
  { title: 'AuditEntry' },
);

export const auditListShape = Type.Object(
  {
    uri: Type.String(),
    records: Type.Array(auditEntryShape),
    paging: pagingShape,
    navigation: navigationShape,
  },
  { title: 'AuditTrail' },
);

export function auditEntryJson(entry: AuditEntry): Type.Static<typeof auditEntryShape> {
  const { number, timeMs, actorId, address, action, target, details } = entry;
  return {
    ...{ number, time: new Date(timeMs).toISOString(), actorId: actorId === null ? null : String(actorId) },
    ...{ address, action, target, details },
  };
}

const fault = choice(['changed', 'missing', 'cut-off', 'added', 'not-as-noted']);

export const verificationShape = Type.Object(
  {
    isWhole: Type.Boolean(),
    entryCount: Type.Integer({ description: 'How many entries are as they were written, from the first on' }),
    head: Type.String({ description: 'The newest of them; note it elsewhere to verify against it later' }),
    broken: Type.Optional(
      Type.Object({ number: Type.Integer(), fault }, { description: 'The first entry that is not as it was written' }),
    ),
  },
  { title: 'AuditVerification' },
);

export function verificationJson({ head, broken }: AuditVerification): Type.Static<typeof verificationShape> {
  return {
    isWhole: broken === undefined,
    entryCount: head.number,
    head: headText(head),
    ...(broken === undefined ? {} : { broken }),
  };
}

export function headText({ number, seal }: AuditHead): string {
  return `${number}:${seal}`;
}

/** A head as `headText` writes it; throws `invalid-parameter`. */
export function headFrom(text: string): AuditHead {
  const match = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text);
  if (!match?.[1] || !match[2]) throw new DomainError({ code: 'invalid-parameter', parameter: 'head' });
  return { number: Number(match[1]), seal: match[2] };
}
