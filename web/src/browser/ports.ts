/** What the inside of the app needs of its surroundings: a browser has it, and tests bring their own. */

export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Acts later, unless the answer is called before. */
  after(ms: number, act: () => void): () => void;
}

/** As `navigator.locks`: whoever holds a name keeps every other tab waiting for it. */
export interface Locks {
  request<T>(name: string, options: { readonly signal?: AbortSignal }, act: () => Promise<T>): Promise<T>;
}

/** What the tabs of a browser tell one another; each room says what its own news is. */
export interface Tabs<News extends { readonly kind: string }> {
  /** Tells the other tabs of this browser, never this one. */
  tell(news: News): void;
  /** Until the answer is called. */
  hear<K extends News['kind']>(kind: K, act: (news: Extract<News, { readonly kind: K }>) => void): () => void;
}

/** Of whom what is kept is; undefined when nobody is signed in. */
export type OwnerOf = () => string | undefined;
