import type { Tensor } from '../../contracts/state.ts';

/** No text at all, where lengths stand. */
const NONE = -1;

/**
 * A list of texts as two flat arrays: `NAME.units` (UTF-16 code units, one text after the other) and `NAME.lengths`
 * ([texts] units of each, -1 = null). Lossless for any string, lone surrogates too. O(units).
 */
export function packTexts(name: string, texts: readonly (string | null)[]): Record<string, Tensor> {
  const lengths = Int32Array.from(texts, (t) => (t === null ? NONE : t.length));
  const units = new Uint16Array(lengths.reduce((sum, n) => sum + Math.max(0, n), 0));
  let at = 0;
  for (const text of texts)
    if (text !== null) for (let i = 0; i < text.length; i++) units[at++] = text.charCodeAt(i);
  return { [`${name}.units`]: units, [`${name}.lengths`]: lengths };
}

/** The list that was packed under this name. Throws Error when the arrays are not there or do not fit together. */
export function unpackTexts(name: string, arrays: Readonly<Record<string, Tensor>>): (string | null)[] {
  const units = arrays[`${name}.units`];
  const lengths = arrays[`${name}.lengths`];
  if (!(units instanceof Uint16Array && lengths instanceof Int32Array))
    throw new Error(`it has no texts ${JSON.stringify(name)}`);
  let at = 0;
  const texts = Array.from(lengths, (n) => {
    if (n === NONE) return null;
    at += n;
    return textOf(units, at - n, at);
  });
  if (at !== units.length)
    throw new Error(`its texts ${JSON.stringify(name)} have ${units.length} units, expected ${at}`);
  return texts;
}

/** As many units as a call may surely have arguments. */
const CHUNK = 4096;

function textOf(units: Uint16Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i += CHUNK)
    text += String.fromCharCode(...units.subarray(i, Math.min(to, i + CHUNK)));
  return text;
}
