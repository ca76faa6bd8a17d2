/** What an e-mail address looks like. Whether anyone reads it, only a letter could tell. */

const maxLetters = 254;
/** Nothing that separates addresses in a list, or stands around them in a header. */
const local = /^[^\s@,;:<>()[\]\\"\p{C}]{1,64}$/u;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/** Also in other scripts, and in networks whose names have no dot. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 0 || text.length > maxLetters) return false;
  return (
    local.test(text.slice(0, at)) &&
    text
      .slice(at + 1)
      .split('.')
      .every((one) => label.test(one))
  );
}
