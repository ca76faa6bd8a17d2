/** Compiles an operation's schemas when it is first called: compiling all of them would keep the first caller waiting. */

import { AjvCompiler } from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { fastifyPlugin } from 'fastify-plugin';

export const compileLazily = fastifyPlugin(async (app) => {
  // Values are taken as they were sent: nothing is converted, filled in or left out.
  const asSent = { coerceTypes: false, useDefaults: false, removeAdditional: false } as const;
  const compileValidator = AjvCompiler()({}, { customOptions: { ...asSent, validateSchema: false } });
  const compileSerializer = SerializerSelector()({}, {});

  app.setValidatorCompiler((definition) => {
    let validate: ReturnType<typeof compileValidator> | undefined;
    return (value: unknown) => {
      validate ??= compileValidator(definition);
      return validate(value) ? { value } : { error: (validate.errors ?? []) as never };
    };
  });
  app.setSerializerCompiler((definition) => {
    let serialize: ReturnType<typeof compileSerializer> | undefined;
    return (value: unknown) => {
      serialize ??= compileSerializer(definition as Parameters<typeof compileSerializer>[0]);
      return serialize(value);
    };
  });
});
