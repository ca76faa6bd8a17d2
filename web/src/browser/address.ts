/** Where the app and its server are: below the path that a proxy puts before them, if there is one. */

interface Surroundings {
  readonly document?: { querySelector(selector: string): { readonly content: string } | null };
  readonly location: { readonly href: string };
}
const { document, location } = globalThis as unknown as Surroundings;

/**
 * What comes before the app's own screens and files: `/app/`, or `/pager/app/`. The server writes it into the page; the
 * service worker, which has no page, lies there itself.
 */
export const appPath =
  document?.querySelector('meta[name="app-path"]')?.content ?? new URL('.', location.href).pathname;

/** What comes before every other path of the server: nothing, or `/pager`. */
const basePath = appPath.slice(0, -'/app/'.length);

/** Where one of the server's paths, such as `/restapi/oauth/token`, is found from here. */
export function addressOf(path: string): string {
  return basePath + path;
}

/** What something is called that all below one origin share: other servers may be there, at paths of their own. */
export function ownName(name: string): string {
  return basePath === '' ? name : `${name} ${basePath}`;
}
