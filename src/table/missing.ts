/**
 * Spellings that stand for no value in text from outside, besides blank text. Those of R, pandas and SQL exports; words
 * that can be honest categories ("None", "-", "?") are not among them.
 */
export const MISSING_SPELLINGS: readonly string[] = [
  'NA',
  'N/A',
  '#N/A',
  'NaN',
  'nan',
  'NULL',
  'null',
  '\\N',
];

/** Whether a cell of text stands for no value. */
export const isMissingText = (text: string): boolean => {
  const trimmed = text.trim();
  return trimmed === '' || MISSING_SPELLINGS.includes(trimmed);
};
