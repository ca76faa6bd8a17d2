/** One folding for all that is searched, pages and names, and for what is searched for: what looks alike is alike. */

/** Letters that are no plain letter with a mark, and what they are written as without them. */
const writtenAs: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ŧ: 't', ς: 'σ' },
  // Arabic letters that one and the same word is written with, by writers, countries and keyboards.
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ة: 'ه', ۀ: 'ه', ە: 'ه', ہ: 'ه', ھ: 'ه', ک: 'ك', ڪ: 'ك' },
};
const writtenOtherwise = new RegExp(`[${Object.keys(writtenAs).join('')}]`, 'gu');

/** Soft hyphens, joiners, marks of direction, variants of a glyph; the line that lengthens an Arabic word. */
const unseen = /[\p{Default_Ignorable_Code_Point}ـ]/gu;

/** Marks that only accent or vowel a letter. In all other scripts they make another letter of it, and stay. */
const marks =
  /(?<=[\p{sc=Latin}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Common}]\p{M}*)\p{M}|(?<=\p{sc=Cyrillic})[\u0300\u0301]|(?<=[еЕ])\u0308/gu;

const plain = /^[\t\n\r -~]*$/;

/** Whether a text is of ASCII alone: there is nothing to fold but case. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** Digits of other scripts: the first of each ten. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const otherDigits = /[٠-٩۰-۹०-९০-৯๐-๙]/gu;

/**
 * Without case, accents, ligatures, widths and what is not seen; `ß` is `ss`. Whole letters of their script stay: the
 * voiced kana, й, the vowel signs of India. What is folded folds to itself.
 */
export function folded(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .replaceAll(unseen, '')
      .replaceAll(marks, '')
      // Upper case knows what `ß` and `ı` are without their own letter; `ẞ` is upper case already.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .replaceAll(writtenOtherwise, (letter) => writtenAs[letter] as string)
      .replaceAll(otherDigits, digitOf)
      .normalize('NFC')
  );
}

function digitOf(digit: string): string {
  const code = digit.codePointAt(0) as number;
  return String(code - (zeros.findLast((zero) => zero <= code) as number));
}
