/** Twin of src/kernels/answer-sets.ts. */
export function answerSets(
  values: usize,
  n: i32,
  cardinality: i32,
  lineOf: usize,
  lines: usize,
  width: usize,
  bytes: usize,
  at: usize,
  stride: usize,
): void {
  const most = <f64>cardinality;
  let to = bytes + at;
  for (let p = values, end = values + ((<usize>n) << 3); p < end; p += 8, to += stride) {
    const v = load<f64>(p);
    const code = v >= 0 && v < most ? <u32>v + 1 : 0;
    const from = lines + <usize>load<u32>(lineOf + ((<usize>code) << 2)) * width;
    for (let k: usize = 0; k < width; k += 16) v128.store(to + k, v128.load(from + k));
  }
}
