/** Where codes may be sent: exactly the addresses an app has registered, and nowhere else. */

/** Schemes with which a browser would run or show what the code's sender wrote. */
const dangerous = /^(javascript|data|vbscript|blob|file|about|filesystem|view-source|ws|wss|ftp):/i;
/** A name below `localhost` leads nowhere else either (RFC 6761): the demo keeps people apart by them. */
const ownMachine = /^http:\/\/(([\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(?=[/?]|$)/i;
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(?=[/?]|$)/i;

/**
 * Whether an app may register it: `https` anywhere, `http` to the machine itself, a scheme of the app's own such as
 * `com.example.app:/signed-in`, or a path on Beckon's own address such as `/app/signed-in`. Never with a fragment.
 */
export function canBeRedirectUri(text: string): boolean {
  if (!/^[\x21-\x7e]{1,2000}$/.test(text) || text.includes('#') || text.includes('\\') || dangerous.test(text))
    return false;
  if (text.startsWith('/')) return !text.startsWith('//');
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  if (url.protocol === 'http:') return loopback.test(text);
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}

/**
 * Whether `asked` is one of those registered. Compared letter for letter, but for the port of an address on the machine
 * itself: native apps listen on whichever is free (RFC 8252, section 7.3). `publicUrl` is Beckon's own address.
 */
export function isRegistered(asked: string, registered: readonly string[], publicUrl: string): boolean {
  return registered.some((one) => {
    if (!one.startsWith('/')) return asked === one || (loopback.test(one) && withoutPort(asked) === withoutPort(one));
    if (asked === publicUrl + one) return true;
    const isOwnMachine = ownMachine.test(asked) && ownMachine.test(publicUrl);
    return isOwnMachine && asked.replace(ownMachine, '') === publicUrl.replace(ownMachine, '') + one;
  });
}

function withoutPort(text: string): string {
  return text.replace(loopback, (_all, host: string) => `http://${host.toLowerCase()}`);
}
