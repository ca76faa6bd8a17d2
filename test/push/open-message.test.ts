/** The tests' own opening of push messages, held against the example that RFC 8291 publishes (its appendix A). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMessage } from './open-message.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');
const keys = {
  publicKey: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
  privateKey: bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'),
  auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
};
const body = bytes(
  'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
);

test('what the RFC seals is opened as the RFC says', () => {
  assert.equal(openMessage(body, keys).toString(), 'When I grow up, I want to be a watermelon');
});

test('a message that was altered, or is for someone else, is not opened', () => {
  for (let at = 0; at < body.length; at += 7) {
    const altered = Buffer.from(body);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.throws(() => openMessage(altered, keys), `byte ${at}`);
  }
  assert.throws(() => openMessage(body, { ...keys, auth: Buffer.alloc(16, 1) }));
});
