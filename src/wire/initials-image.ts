/** A picture of someone who has none: the first letters of their name, on a colour that stays theirs. */

import type { Extension } from '../domain/extension.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** SVG, as text. */
export function initialsImage({ extensionId, name }: Pick<Extension, 'extensionId' | 'name'>): string {
  const text = initialsOf(name).replace(/[&<>]/g, (letter) => entities[letter] ?? '');
  const hue = (extensionId * 47) % 360;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">',
    `<rect width="96" height="96" fill="hsl(${hue} 45% 35%)"/>`,
    '<text x="48" y="48" dy="0.35em" text-anchor="middle" font-family="sans-serif" font-size="40" fill="#fff">',
    `${text}</text></svg>`,
  ].join('');
}

/** Of the first word and the last. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetterOf(word ?? '')).join('');
}

function firstLetterOf(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment.toUpperCase() ?? '';
}
