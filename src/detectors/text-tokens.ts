import type { Change, Detector } from '../contracts/detector.ts';
import type { ParamSpecs } from '../contracts/params.ts';
import type { State } from '../contracts/state.ts';
import { bonferroni } from '../kernels/combine-p-values.ts';
import { seedFor } from '../kernels/random.ts';
import { eachWord } from '../kernels/words.ts';
import { type CategoryColumn, categoryColumn, MISSING, type TextColumn } from '../table/column.ts';
import { sampleNumbers, testNumbers } from './anderson-darling.ts';
import { countCategories, testCategories } from './chi-square.ts';

const BUCKETS = 64;
const SAMPLE = 10_000;

/** "0" .. "63", and a last one for texts without any word. */
const BUCKET_NAMES = Array.from({ length: BUCKETS + 1 }, (_, i) => String(i));

/** facts: rows, missing; arrays.lengths: characters of kept texts, ascending; arrays.counts: rows by token bucket. */
interface TextState extends State {
  readonly facts: { readonly rows: number; readonly missing: number };
  readonly arrays: { readonly lengths: Float64Array; readonly counts: Int32Array };
}

/**
 * Test for text columns: lengths and missing share as in `anderson-darling`, and words as in `chi-square`.
 *
 * Words of one text hang together, so counting them all would make a small window look large. Each text therefore
 * gives one word, picked by a hash of the text, which falls into one of 64 buckets. That sees a change of language
 * or subject; it does not see a new word order or a rare new word. The two p-values may depend on each other:
 * Bonferroni joins them.
 *
 * statistic: the larger of the two. smallestShift: share of texts whose word must move to another bucket.
 * An empty window gives statistic 0 and p-value 1. Cost: O(characters), then as its parts.
 */
export const textTokensDetector: Detector<Record<string, never>, TextState> = {
  room: 'detectors',
  name: 'text-tokens',
  version: 1,
  about: 'Compares the lengths of texts, one word of each, and the share of missing ones.',
  params: {} satisfies ParamSpecs,
  traits: { accepts: ['text'], shiftUnit: 'share of rows', statisticLabel: 'largest distance' },
  fit(reference) {
    const { values } = reference as TextColumn;
    const sample = sampleNumbers(lengths(values), SAMPLE);
    const { counts } = countCategories(tokens(values)).arrays;
    return { facts: sample.facts, arrays: { lengths: sample.arrays.values, counts } };
  },
  test(state, window, _params, level, seed) {
    const { values } = window as TextColumn;
    const { facts, arrays } = state;
    const before = { facts: { values: BUCKET_NAMES }, arrays: { counts: arrays.counts } };
    const byLength = testNumbers(
      { facts, arrays: { values: arrays.lengths } },
      lengths(values),
      level / 2,
      seed,
    );
    const byToken = testCategories(before, tokens(values), BUCKETS + 3, level / 2, seedFor(seed, 'tokens'));
    return {
      statistic: Math.max(byLength.statistic, byToken.statistic),
      pValue: bonferroni([byLength.pValue, byToken.pValue]),
      smallestShift: byToken.smallestShift,
      shift: byToken.shift,
      change: lengthChange(byLength.change),
    };
  },
};

/** Buckets have no name that tells people anything; lengths do. */
const lengthChange = (change: Change | null): Change | null =>
  change?.what === 'mean' ? { ...change, what: 'mean length' } : change;

const lengths = (texts: readonly (string | null)[]): Float64Array =>
  Float64Array.from(texts, (t) => (t === null ? Number.NaN : t.length));

function tokens(texts: readonly (string | null)[]): CategoryColumn {
  const codes = Int32Array.from(texts, (text) => {
    if (text === null) return MISSING;
    const words: string[] = [];
    eachWord(text.toLowerCase(), (lower, start, end) => words.push(lower.slice(start, end)));
    if (words.length === 0) return BUCKETS;
    const word = words[seedFor(0, text) % words.length]!;
    return seedFor(0, word) % BUCKETS;
  });
  return categoryColumn(codes, BUCKET_NAMES);
}
