/** A string that must be one of a few. */

import { Type } from 'typebox';

/** `type` beside `enum` lets the serialiser write it without looking at what kind of value it has. */
export function choice<const Values extends readonly string[]>(values: Values, about: { description?: string } = {}) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...about });
}
