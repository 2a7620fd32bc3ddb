const BITS = 11;
const DIGITS = 6;
const SIZE = 1 << BITS;
const MASK: u64 = SIZE - 1;

/** Bits of a number so that whole numbers of 64 bits are in the order of the numbers. */
// @ts-ignore: decorator
@inline
function keyOf(bits: u64): u64 {
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

// @ts-ignore: decorator
@inline
function bitsOf(key: u64): u64 {
  return key ^ (<u64>(~(<i64>key) >> 63) | 0x8000000000000000);
}

/** Twin of src/kernels/sort-numbers.ts: by digits from the lowest up, digits that are all the same left out. */
export function sortNumbers(values: usize, n: i32, scratch: usize): void {
  const bytes = (<usize>n) << 3;
  const counts = scratch + bytes;
  memory.fill(counts, 0, DIGITS * SIZE * 4);
  for (let p = values; p < values + bytes; p += 8) {
    const key = keyOf(load<u64>(p));
    store<u64>(p, key);
    for (let d = 0; d < DIGITS; d++) {
      const at = counts + (<usize>(d * SIZE) << 2) + (<usize>((key >> <u64>(d * BITS)) & MASK) << 2);
      store<u32>(at, load<u32>(at) + 1);
    }
  }
  let from = values;
  let to = scratch;
  for (let d = 0; d < DIGITS; d++) {
    const digit = counts + (<usize>(d * SIZE) << 2);
    if (!startsOf(digit, n)) continue;
    const shift = <u64>(d * BITS);
    for (let p = from; p < from + bytes; p += 8) {
      const key = load<u64>(p);
      const at = digit + (<usize>((key >> shift) & MASK) << 2);
      const place = load<u32>(at);
      store<u64>(to + ((<usize>place) << 3), key);
      store<u32>(at, place + 1);
    }
    const other = from;
    from = to;
    to = other;
  }
  for (let p: usize = 0; p < bytes; p += 8) store<u64>(values + p, bitsOf(load<u64>(from + p)));
}

/** Turn counts of a digit into where each of its values begins. @returns whether there are several. */
function startsOf(counts: usize, n: i32): bool {
  let sum: u32 = 0;
  for (let p = counts; p < counts + SIZE * 4; p += 4) {
    const count = load<u32>(p);
    if (count == <u32>n) return false;
    store<u32>(p, sum);
    sum += count;
  }
  return true;
}
