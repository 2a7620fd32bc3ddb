const WORD = /[\p{L}\p{N}_]/u;

/** 1 where the ASCII character is a letter, digit or underscore. */
const ASCII_WORD = Uint8Array.from({ length: 128 }, (_, code) =>
  WORD.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Call `visit(text, start, end)` for each word: a run of two or more letters, digits or underscores of any script.
 * The words of scikit-learn's default token pattern `\w\w+`; lower the case before. O(length).
 */
export function eachWord(text: string, visit: (text: string, start: number, end: number) => void): void {
  let start = -1;
  let points = 0;
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    const wide = code >= 0xd800 && code < 0xdc00 && i + 1 < text.length;
    const inWord = code < 128 ? ASCII_WORD[code] === 1 : WORD.test(wide ? text.slice(i, i + 2) : text[i]!);
    if (inWord) {
      if (start < 0) start = i;
      points++;
    } else if (start >= 0) {
      if (points > 1) visit(text, start, i);
      start = -1;
      points = 0;
    }
    i += wide ? 2 : 1;
  }
  if (points > 1) visit(text, start, text.length);
}
