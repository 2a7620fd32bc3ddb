import { type Catalogue, isThere } from '../../table/catalogue.ts';

/** Marks what must not be shown: [catalogue.size] 1 where an item is excluded, gone, or not there yet. Good until the next call. */
export type Unavailable = (excluded: Uint8Array, catalogue: Catalogue, now: number) => Uint8Array;

/**
 * What is there changes with the catalogue, and at the instants when items come: in between it is remembered, and an answer
 * costs a word for four items.
 */
export function openUnavailable(): Unavailable {
  let known: Catalogue | undefined;
  /** `missing` holds from the one instant to before the other; NaN = for ever. */
  let from = 0;
  let until = 0;
  let missing = words(0);
  let out = words(0);
  const learn = (catalogue: Catalogue, now: number): void => {
    const { size, addedAt } = catalogue;
    known = catalogue;
    from = -Infinity;
    until = Number.NaN;
    missing = words(size);
    for (let i = 0; i < size; i++) {
      missing.bytes[i] = isThere(catalogue, i, now) ? 0 : 1;
      if (addedAt[i]! <= now) from = Math.max(from, addedAt[i]!);
      else if (addedAt[i]! > now && !(addedAt[i]! > until)) until = addedAt[i]!;
    }
    if (out.bytes.length !== size) out = words(size);
  };
  return (excluded, catalogue, instant) => {
    // After all else.
    const now = Number.isNaN(instant) ? Infinity : instant;
    if (catalogue !== known || !(now >= from) || now >= until) learn(catalogue, now);
    out.bytes.set(excluded);
    for (let w = 0; w < out.whole.length; w++) out.whole[w]! |= missing.whole[w]!;
    return out.bytes;
  };
}

/** Bytes, and the same four at a time. */
function words(size: number): { readonly bytes: Uint8Array; readonly whole: Int32Array } {
  const whole = new Int32Array(Math.ceil(size / 4));
  return { bytes: new Uint8Array(whole.buffer, 0, size), whole };
}
