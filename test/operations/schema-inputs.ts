/** What an operation's schemas let one put into a request: the places of values, and inputs made for them. */

import type { TSchema } from 'typebox';

/** JSON Schema, as far as the operations use it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly minItems?: number;
}

/** The steps from the top to a value: names of properties, and 0 for the first of an array. */
export type Place = readonly (string | 0)[];

export function schemaOf(schema: TSchema | undefined): Schema {
  return (schema ?? { type: 'object' }) as Schema;
}

/** Every place of a single value. */
export function placesIn({ properties, items, anyOf }: Schema): Place[] {
  if (properties) {
    return Object.entries(properties).flatMap(([name, inner]) => placesIn(inner).map((place) => [name, ...place]));
  }
  if (items) return placesIn(items).map((place) => [0, ...place]);
  if (anyOf) return anyOf.flatMap(placesIn);
  return [[]];
}

export function nameOf(place: Place): string {
  return place.filter((step) => typeof step === 'string').at(-1) ?? '';
}

/** The least that the schema asks for, with `value` at its place. */
export function inputWith(schema: Schema, place: Place, value: unknown): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return value;
  const alternative = schema.anyOf?.find((one) => hasStep(one, step));
  if (alternative) return inputWith(alternative, place, value);
  if (step === 0) return [inputWith(schema.items ?? {}, rest, value)];
  const others = (leastInput(schema) ?? {}) as Record<string, unknown>;
  return { ...others, [step]: inputWith(schema.properties?.[step] ?? {}, rest, value) };
}

function hasStep({ properties, items }: Schema, step: string | 0): boolean {
  return step === 0 ? items !== undefined : properties?.[step] !== undefined;
}

/** An input that the schema takes, with nothing in it that could be left out. */
export function leastInput(schema: Schema): unknown {
  const { properties = {}, required = [], anyOf, minItems = 0, items = {} } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (anyOf) return leastInput(anyOf[0] ?? {});
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, leastInput(properties[name] ?? {})]));
    case 'array':
      return Array.from({ length: minItems }, () => leastInput(items));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return schema.pattern === undefined ? 'x' : '7';
  }
}

/** Whether the place takes numbers, and nothing else. */
export function isNumberAt(schema: Schema, place: Place): boolean {
  const [step, ...rest] = place;
  if (step === undefined) return schema.type === 'integer' || schema.type === 'number';
  const inside = schema.anyOf?.find((one) => hasStep(one, step)) ?? schema;
  return isNumberAt((step === 0 ? inside.items : inside.properties?.[step]) ?? {}, rest);
}
