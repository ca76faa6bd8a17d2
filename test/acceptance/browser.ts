/** A browser as far as signing in needs one: it keeps cookies, reads forms and sends them, and follows nothing. */

export interface Form {
  readonly action: string;
  /** The hidden fields, and those that are filled in already. */
  readonly fields: Readonly<Record<string, string>>;
  /** The buttons, by name and value. */
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

export interface Opened {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly forms: readonly Form[];
  /** Where it was sent on to. */
  readonly location: URL | undefined;
}

export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #headers: Readonly<Record<string, string>>;
  #url = '';

  constructor({ acceptLanguage }: { readonly acceptLanguage?: string } = {}) {
    this.#headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  /** Forgets every cookie. */
  forget(): void {
    this.#cookies.clear();
  }

  /** A GET, or a POST of a form. */
  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Opened> {
    this.#url = new URL(url, this.#url || undefined).href;
    const response = await fetch(this.#url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { ...this.#headers, cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    const html = await response.text();
    const location = response.headers.get('location');
    return {
      ...{ status: response.status, headers: response.headers, html, forms: formsIn(html) },
      location: location === null ? undefined : new URL(location),
    };
  }

  /** Fills in a form and sends it. */
  async send({ action, fields }: Form, filledIn: Readonly<Record<string, string>> = {}): Promise<Opened> {
    return await this.open(action, { ...fields, ...filledIn });
  }
}

function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = '', body = '']) => ({
    action: attributesOf(head).action ?? '',
    fields: Object.fromEntries(
      tagsIn(body, 'input').map(({ name = '', value = '' }): [string, string] => [name, value]),
    ),
    buttons: tagsIn(body, 'button').map(({ name = '', value = '' }) => ({ name, value })),
  }));
}

function tagsIn(html: string, tag: string): Record<string, string>[] {
  return [...html.matchAll(new RegExp(`<${tag}\\b([^>]*)>`, 'gs'))].map(([, head = '']) => attributesOf(head));
}

function attributesOf(head: string): Record<string, string> {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  const decoded = (text: string) =>
    text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => entities[name] ?? '');
  return Object.fromEntries(
    [...head.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)]),
  );
}
