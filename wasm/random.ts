/** Twins of src/kernels/random.ts. */
export function nextBits(words: usize): u32 {
  const b = load<u32>(words, 4);
  const m = b * 5;
  const c = load<u32>(words, 8) ^ load<u32>(words);
  const d = load<u32>(words, 12) ^ b;
  store<u32>(words, load<u32>(words) ^ d);
  store<u32>(words, b ^ c, 4);
  store<u32>(words, c ^ (b << 9), 8);
  store<u32>(words, rotl<u32>(d, 11), 12);
  return rotl<u32>(m, 7) * 9;
}

// @ts-ignore: decorator
@inline
export function drawBelow(words: usize, n: i32): i32 {
  return <i32>(<f64>nextBits(words) * 2.3283064365386963e-10 * <f64>n);
}
