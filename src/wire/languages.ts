/** Which of Beckon's languages someone reads best, by what their app or their browser asks for. */

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

interface Wish {
  /** Tags of OpenID Connect's `ui_locales`: best first, apart by blanks. */
  readonly uiLocales?: string | undefined;
  /** The header of RFC 9110, section 12.5.4. */
  readonly acceptLanguage?: string | undefined;
}

/** The app's wish comes before the browser's; English is for whoever asks for nothing that there is. */
export function languageFor({ uiLocales = '', acceptLanguage = '' }: Wish): Language {
  return firstOf(uiLocales.split(/\s+/)) ?? accepted(acceptLanguage) ?? 'en';
}

function firstOf(tags: readonly string[]): Language | undefined {
  return tags.map(languageOfTag).find((language) => language !== undefined);
}

/** `de-CH` is read in German: RFC 4647, section 3.4, for languages that have no variants here. */
function languageOfTag(tag: string): Language | undefined {
  const primary = tag.split('-', 1)[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

interface Range {
  readonly tag: string;
  readonly quality: number;
}

const rangePattern = /^(\*|[a-z]{1,8}(?:-[a-z\d]{1,8})*)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** What is no range is as good as not there. */
function rangesIn(header: string): Range[] {
  return header.split(',').flatMap((part) => {
    const [, tag, quality = '1'] = rangePattern.exec(part.trim()) ?? [];
    return tag === undefined ? [] : [{ tag: tag.toLowerCase(), quality: Number(quality) }];
  });
}

function accepted(header: string): Language | undefined {
  const ranges = rangesIn(header);
  const refused = new Set(ranges.filter(({ quality }) => quality === 0).map(({ tag }) => tag));
  const named = new Set(ranges.map(({ tag }) => languageOfTag(tag)));
  // The sort is stable: of equals, the first that was named.
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const found = tag === '*' ? languages.find((one) => !named.has(one)) : languageOfTag(tag);
    if (found !== undefined && !refused.has(found)) return found;
  }
  return undefined;
}
