const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

/**
 * MurmurHash3 (x86, 32 bit) of the UTF-8 bytes of text[start, end), as a signed integer.
 *
 * The bytes are made on the way, so nothing is allocated. A lone surrogate counts as U+FFFD.
 * O(end - start). Source: Appleby 2011, MurmurHash3.cpp; the hash of scikit-learn's FeatureHasher.
 */
export function murmur3(text: string, start: number, end: number, seed = 0): number {
  let h = seed | 0;
  let block = 0;
  let bytes = 0;
  for (let i = start; i < end; i++) {
    let point = text.charCodeAt(i);
    if (point >= 0xd800 && point < 0xe000) {
      const low = point < 0xdc00 && i + 1 < end ? text.charCodeAt(i + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        i++;
      } else point = 0xfffd;
    }
    // `rest` holds the UTF-8 bytes of the code point, the first one lowest.
    let rest = point;
    let length = 1;
    if (point >= 0x10000) {
      rest = 0xf0 | (point >> 18) | (tail(point >> 12) << 8) | (tail(point >> 6) << 16) | (tail(point) << 24);
      length = 4;
    } else if (point >= 0x800) {
      rest = 0xe0 | (point >> 12) | (tail(point >> 6) << 8) | (tail(point) << 16);
      length = 3;
    } else if (point >= 0x80) {
      rest = 0xc0 | (point >> 6) | (tail(point) << 8);
      length = 2;
    }
    for (; length > 0; length--) {
      block |= (rest & 0xff) << ((bytes & 3) << 3);
      rest >>>= 8;
      bytes++;
      if ((bytes & 3) === 0) {
        h ^= scramble(block);
        h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
        block = 0;
      }
    }
  }
  h ^= scramble(block) ^ bytes;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The low six bits as a UTF-8 continuation byte. */
const tail = (bits: number): number => 0x80 | (bits & 0x3f);

const scramble = (block: number): number => {
  const k = Math.imul(block, C1);
  return Math.imul((k << 15) | (k >>> 17), C2);
};

/**
 * The column, of `columns`, that a hash falls in: |hash| mod columns. |-2^31| does not fit 31 bits and is taken as in
 * scikit-learn's FeatureHasher.
 */
export const hashColumn = (hash: number, columns: number): number =>
  hash === -0x80000000 ? (0x7fffffff - (columns - 1)) % columns : Math.abs(hash) % columns;
