/** Twin of src/kernels/drop-out.ts. */
export function dropOut(x: usize, factor: usize, out: usize, n: i32, below: u32, scale: f32, seed: u32): void {
  for (let i: u32 = 0; i < <u32>n; i++, x += 4, factor += 4, out += 4) {
    let h: u32 = seed + i * 0x9e3779b9;
    h = (h ^ (h >> 16)) * 0x7feb352d;
    h = (h ^ (h >> 15)) * 0x846ca68b;
    h = h ^ (h >> 16);
    const by: f32 = h < below ? 0 : scale;
    store<f32>(factor, by);
    store<f32>(out, load<f32>(x) * by);
  }
}
