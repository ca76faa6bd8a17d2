/** How deep JSON may be nested: no request needs depth, and what goes down into it step by step could run out of stack. */

const maxDepth = 64;

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = Buffer.from('"\\{}[]');

/** Whether JSON, as bytes of UTF-8, is nested deeper than any request need be. `around` levels of it are not the request's own. */
export function isTooDeep(json: Uint8Array, around = 0): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (isInText) {
      if (byte === backslash) index++;
      else if (byte === quote) isInText = false;
    } else if (byte === quote) isInText = true;
    else if (byte === openBrace || byte === openBracket) {
      depth++;
      if (depth > maxDepth + around) return true;
    } else if (byte === closeBrace || byte === closeBracket) depth--;
  }
  return false;
}
