/** Twin of src/kernels/code-numbers.ts. */
export function codeNumbers(values: usize, n: i32, edges: usize, m: i32, codes: usize): void {
  for (let i = 0; i < n; i++) {
    const v = load<f64>(values + ((<usize>i) << 3));
    let code = 0;
    if (v == v) {
      code = 1;
      if (m > 0) {
        let low: usize = edges;
        let length = <usize>m;
        while (length > 1) {
          const half = length >> 1;
          low = select<usize>(low + (half << 3), low, load<f64>(low + (half << 3) - 8) < v);
          length -= half;
        }
        code += <i32>((low - edges) >> 3) + <i32>(load<f64>(low) < v);
      }
    }
    store<u8>(codes + <usize>i, <u8>code);
  }
}
