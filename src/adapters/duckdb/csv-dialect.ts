import { csvRecords } from './csv-records.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;
const SAMPLED_RECORDS = 200;

/**
 * The delimiter under which the first records have as many cells as the header, the most cells winning; a comma when
 * the text is one column. `text` is the beginning of a file; its last record may be cut off and is not counted.
 */
export function detectDelimiter(text: string): string {
  let best = ',';
  let bestScore = 0;
  for (const delimiter of CANDIDATES) {
    const records = csvRecords(text, delimiter);
    const expected = records.next().value?.cells.length ?? 1;
    if (expected === 1) continue;
    const agree = agreement(records, expected);
    // Agreement first: in "a;b" over "1,5;2,5" the comma splits rows, but not the header.
    const score = agree * agree * Math.log2(1 + expected);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Share of the sampled records that have `expected` cells; 1 when there are none. */
function agreement(records: Iterable<{ cells: readonly string[] }>, expected: number): number {
  const counts: number[] = [];
  for (const record of records) {
    counts.push(record.cells.length);
    if (counts.length > SAMPLED_RECORDS) break;
  }
  if (counts.length > 1) counts.pop();
  return counts.length === 0 ? 1 : counts.filter((c) => c === expected).length / counts.length;
}
