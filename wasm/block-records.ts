/** Twin of src/kernels/block-records.ts. */
export function layColumn(codes: usize, from: usize, rows: i32, records: usize, at: usize, width: usize): void {
  let to = records + at;
  const begin = codes + from;
  for (let p = begin; p < begin + <usize>rows; p++, to += width) store<u8>(to, load<u8>(p));
}
