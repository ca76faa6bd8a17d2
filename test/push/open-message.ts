/** Opens a push message as a browser does: RFC 8291 over RFC 8188, by the letter of the RFCs and nobody's library. */

import { createDecipheriv, createECDH, createHmac, randomBytes } from 'node:crypto';

/** What a browser makes for one subscription; of it only the public key and `auth` ever leave the device. */
export interface DeviceKeys {
  /** An uncompressed point of P-256, and its scalar. */
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
  readonly auth: Buffer;
}

export function newDeviceKeys(): DeviceKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  return { publicKey, privateKey: pair.getPrivateKey(), auth: randomBytes(16) };
}

const saltBytes = 16;
const tagBytes = 16;

/** The plaintext of a body in `aes128gcm`. Throws if it is not addressed to these keys, or was altered. */
export function openMessage(body: Buffer, { publicKey, privateKey, auth }: DeviceKeys): Buffer {
  const salt = body.subarray(0, saltBytes);
  const recordSize = body.readUInt32BE(saltBytes);
  const keyIdLength = body.readUInt8(saltBytes + 4);
  const senderKey = body.subarray(saltBytes + 5, saltBytes + 5 + keyIdLength);
  const sealed = body.subarray(saltBytes + 5 + keyIdLength);
  if (sealed.length > recordSize) throw new Error('more than one record, which RFC 8291 does not allow');

  const own = createECDH('prime256v1');
  own.setPrivateKey(privateKey);
  const shared = own.computeSecret(senderKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey]);
  const inputKey = expand(extract(auth, shared), info, 32);
  const pseudoRandom = extract(salt, inputKey);
  const contentKey = expand(pseudoRandom, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = expand(pseudoRandom, Buffer.from('Content-Encoding: nonce\0'), 12);

  const decipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  // 2 marks the last record.
  if (padded[end] !== 2) throw new Error('the record does not end as the last one does');
  return padded.subarray(0, end);
}

function extract(salt: Buffer, inputKey: Buffer): Buffer {
  return createHmac('sha256', salt).update(inputKey).digest();
}

/** HKDF's second step, for what fits into one block of its hash. */
function expand(key: Buffer, info: Buffer, length: number): Buffer {
  return createHmac('sha256', key)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);
}
