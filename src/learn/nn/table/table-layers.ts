import { type LayerSpec, NUMBERS } from '../network.ts';
import type { BodyParams } from './body-params.ts';
import { SCORES, type TableShape } from './fit-table.ts';

/** Vectors of a column with so many categories, when nothing else is said: fast.ai's rule of thumb. */
const usualWidth = (cardinality: number): number => Math.min(50, Math.ceil(1.6 * cardinality ** 0.56));

/** The row of a table that stands for unknown begins at 0, which is the mean of the others. */
const unknownIn = (cardinality: number) => ({ rows: cardinality + 1, neutral: [cardinality] });

/** Numbers and category vectors side by side; the last layer is "table". */
export function tableInput(
  { cardinalities }: TableShape,
  { embeddingWidth: width }: BodyParams,
): LayerSpec[] {
  const vectors = cardinalities.map(
    (cardinality, c): LayerSpec => ({
      kind: 'embedding',
      name: `category-${c}`,
      columns: [c],
      first: [0],
      ...unknownIn(cardinality),
      width: width || usualWidth(cardinality),
      join: 'side-by-side',
    }),
  );
  return [...vectors, { kind: 'concat', name: 'table', from: [NUMBERS, ...vectors.map((v) => v.name)] }];
}

/** Dense layers one after the other, reading the layer before them; residual: from the second on each adds to what it read. */
export function hiddenLayers({ layers, units, activation, residual }: BodyParams): LayerSpec[] {
  return Array.from({ length: layers }, (_, i): LayerSpec[] => {
    const own: LayerSpec[] = [
      { kind: 'dense', name: `dense-${i}`, units },
      { kind: 'activation', name: `active-${i}`, of: activation },
    ];
    if (!residual || i === 0) return own;
    const before = residual && i > 1 ? `sum-${i - 1}` : `active-${i - 1}`;
    return [...own, { kind: 'add', name: `sum-${i}`, from: [before, `active-${i}`] }];
  }).flat();
}

/** Scores from the layer before. They begin small, so that the first answers are the shares of the classes, or the mean. */
export const scores = ({ outputs }: TableShape, from?: readonly string[]): LayerSpec => ({
  kind: 'dense',
  name: SCORES,
  units: outputs,
  gain: 0.1,
  ...(from === undefined ? {} : { from }),
});
