import * as Plot from '@observablehq/plot';

/** Points of a line that say what stands there. */
const MOST = 60;

/** Dots that nobody sees and that say what a line is worth where they stand; of many points some, evenly chosen. */
export function toldDots<P>(
  points: readonly P[],
  { says, ...at }: { readonly says: (point: P) => string } & Pick<Plot.DotOptions, 'x' | 'y'>,
): Plot.Markish {
  const step = Math.max(1, Math.ceil(points.length / MOST));
  const some = points.filter((_, i) => i % step === 0 || i === points.length - 1);
  return Plot.dot(some, { ...at, r: 6, fill: 'transparent', stroke: 'none', title: says });
}
