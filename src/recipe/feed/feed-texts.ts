import type { Run } from '../../contracts/run.ts';
import type { State } from '../../contracts/state.ts';
import { random, seedFor, shuffle } from '../../kernels/random.ts';
import { truncatedSvd } from '../../learn/decompose/truncated-svd.ts';
import { matrix } from '../../table/matrix.ts';
import { packTexts, unpackTexts } from '../recommender/packed-texts.ts';
import { eachTerm } from './post-terms.ts';
import type { OpenTexts } from './post-vectors.ts';

/** Numbers of a vector, words that count, texts that the directions are found from. */
const SIZE = 24;
const MOST_WORDS = 1500;
const MOST_TEXTS = 2000;
/** A word in fewer texts says nothing of others; one in more than this share of them says nothing at all. */
const FEWEST = 3;
const LARGEST_SHARE = 0.5;

/**
 * How texts of posts become vectors, learned from these texts: words weighed by how few texts have them, then the foremost
 * directions in which texts differ. Hashtags count as the words that they are written of.
 *
 * Null where the texts are too few or too alike. Deterministic by seed. O(all words) + one SVD of 2000 x 1500 at most.
 * Source: Deerwester et al. 1990, "Indexing by latent semantic analysis"; tf-idf as in scikit-learn, with log tf.
 */
export function fitFeedTexts(texts: readonly (string | null)[], run: Run): State | null {
  const present = texts.filter((text) => text !== null);
  const words = vocabularyOf(present);
  if (words.length < 2) return null;
  const idf = idfOf(words, present.length);
  const known = new Map(words.map(({ word }, i) => [word, i]));
  const drawn = shuffle(
    Int32Array.from({ length: present.length }, (_, i) => i),
    random(seedFor(run.seed, 'texts')),
  ).subarray(0, MOST_TEXTS);
  const x = matrix(drawn.length, words.length);
  const row = new Float64Array(words.length);
  drawn.forEach((text, i) => {
    weigh(present[text]!, known, idf, row.fill(0));
    for (let w = 0; w < row.length; w++) x.data[w * x.rows + i] = row[w]!;
  });
  // Far fewer than words: with as many, each word would keep a direction of its own.
  const size = Math.max(1, Math.min(SIZE, Math.floor(words.length / 4), drawn.length));
  const { directions } = truncatedSvd(x, null, size, run);
  return {
    facts: { size },
    arrays: {
      ...packTexts(
        'words',
        words.map(({ word }) => word),
      ),
      idf,
      directions: Float32Array.from(directions),
    },
  };
}

/** Lay texts out to become vectors. Throws Error when the arrays do not fit together. */
export function openFeedTexts({ facts, arrays }: State): OpenTexts {
  const size = Number(facts.size);
  const words = unpackTexts('words', arrays).map(String);
  const { idf, directions } = arrays;
  if (!(idf instanceof Float64Array && directions instanceof Float32Array))
    throw new Error('its arrays are not those of texts');
  if (idf.length !== words.length || directions.length !== size * words.length)
    throw new Error(`directions of ${words.length} words were expected`);
  const known = new Map(words.map((word, i) => [word, i]));
  const row = new Float64Array(words.length);
  const vector = new Float64Array(size);
  return {
    size,
    write(text, out, at) {
      weigh(text, known, idf, row.fill(0));
      vector.fill(0);
      for (let w = 0; w < row.length; w++) {
        const value = row[w]!;
        if (value === 0) continue;
        for (let d = 0; d < size; d++) vector[d]! += value * directions[d * words.length + w]!;
      }
      const length = Math.hypot(...vector);
      for (let d = 0; d < size; d++) out[at + d] = length > 0 ? vector[d]! / length : 0;
    },
  };
}

interface Word {
  readonly word: string;
  /** Texts that have it. */
  readonly texts: number;
}

/** The words that most texts have, but for those that nearly all have; of equal ones the first by letters. */
function vocabularyOf(texts: readonly string[]): Word[] {
  const having = new Map<string, number>();
  for (const text of texts) {
    const own = new Set<string>();
    eachTerm(text, (word) => own.add(word));
    for (const word of own) having.set(word, (having.get(word) ?? 0) + 1);
  }
  const most = LARGEST_SHARE * texts.length;
  return [...having]
    .flatMap(([word, count]) => (count >= FEWEST && count <= most ? [{ word, texts: count }] : []))
    .sort((a, b) => b.texts - a.texts || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_WORDS);
}

const idfOf = (words: readonly Word[], texts: number): Float64Array =>
  Float64Array.from(words, (word) => Math.log((1 + texts) / (1 + word.texts)) + 1);

/** The weights of the words of a text, of length 1 together, to a row of zeros. */
function weigh(text: string, known: ReadonlyMap<string, number>, idf: Float64Array, row: Float64Array): void {
  eachTerm(text, (word) => {
    const place = known.get(word);
    if (place !== undefined) row[place]! += 1;
  });
  let squared = 0;
  for (let w = 0; w < row.length; w++) {
    if (row[w] === 0) continue;
    row[w] = (1 + Math.log(row[w]!)) * idf[w]!;
    squared += row[w]! ** 2;
  }
  const length = Math.sqrt(squared);
  if (length > 0) for (let w = 0; w < row.length; w++) row[w]! /= length;
}
