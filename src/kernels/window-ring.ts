/** The index of a window, and how many ms of it were counted. */
const HEAD = 2;

/**
 * Sums over windows of time, the newest only: what is older than all windows is written over, so memory never grows.
 *
 * data: [windows x (2 + slots)]: of each window its number since 1970, the ms of it that were counted, and its sums.
 */
export interface WindowRing {
  readonly widthMs: number;
  readonly windows: number;
  readonly slots: number;
  readonly data: Uint32Array;
}

export const windowRing = (widthMs: number, windows: number, slots: number): WindowRing => ({
  widthMs,
  windows,
  slots,
  data: new Uint32Array(windows * (HEAD + slots)),
});

/** Add sums [slots] of the last `coveredMs` to the window in which `at` lies; a window too old to be held is passed over. */
export function addToWindow(ring: WindowRing, at: number, coveredMs: number, sums: ArrayLike<number>): void {
  const { data, slots } = ring;
  const window = Math.floor(at / ring.widthMs);
  const start = (window % ring.windows) * (HEAD + slots);
  if (data[start]! > window) return;
  if (data[start] !== window) {
    data.fill(0, start, start + HEAD + slots);
    data[start] = window;
  }
  data[start + 1]! += coveredMs;
  for (let s = 0; s < slots; s++) data[start + HEAD + s]! += sums[s]!;
}

/**
 * Sums of all windows that begin at `from` or later and before `to`, into out [slots].
 *
 * @returns the ms of them that were counted; 0 = nobody counted
 */
export function sumWindows(ring: WindowRing, from: number, to: number, out: Float64Array): number {
  const { data, slots, windows, widthMs } = ring;
  out.fill(0);
  let covered = 0;
  const last = Math.ceil(to / widthMs) - 1;
  for (let window = Math.max(Math.ceil(from / widthMs), last - windows + 1); window <= last; window++) {
    const start = (window % windows) * (HEAD + slots);
    if (data[start] !== window) continue;
    covered += data[start + 1]!;
    for (let s = 0; s < slots; s++) out[s]! += data[start + HEAD + s]!;
  }
  return covered;
}
