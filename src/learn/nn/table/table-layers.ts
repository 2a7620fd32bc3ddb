import { type LayerSpec, NUMBERS } from '../network.ts';
import type { BodyParams } from './body-params.ts';
import { SCORES, type TableShape } from './fit-table.ts';

/** The layer that has all that is known of a row. */
export const TABLE = 'table';

/** Length of the vectors of so many categories, when nothing else is said: 12 have 3, 1,000 have 9, 100,000 have 29. */
const usualWidth = (cardinality: number): number => Math.ceil(1.6 * cardinality ** 0.25);

/** Values of `TABLE`. */
export const tableWidth = ({ numbers, cardinalities }: TableShape, { embeddingWidth }: BodyParams): number =>
  cardinalities.reduce((sum, n) => sum + (embeddingWidth || usualWidth(n)), numbers);

/** The row of a table that stands for unknown begins at 0, which is the mean of the others. */
const unknownIn = (cardinality: number) => ({ rows: cardinality + 1, neutral: [cardinality] });

/** Numbers and category vectors side by side; the last layer is `TABLE`. */
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
  return [...vectors, { kind: 'concat', name: TABLE, from: [NUMBERS, ...vectors.map((v) => v.name)] }];
}

/**
 * Dense layers one after the other, over the signal `from`: dense, norm, activation, dropout. residual: from the second on
 * each adds to what it reads.
 */
export function hiddenLayers(body: BodyParams, from: string = TABLE, called = 'hidden'): LayerSpec[] {
  let last = from;
  return Array.from({ length: body.layers }, (_, i): LayerSpec[] => {
    const name = `${called}-${i + 1}`;
    const own: LayerSpec[] = [{ kind: 'dense', name, from: [last], units: body.units }];
    if (body.norm === 'layer') own.push({ kind: 'layer-norm', name: `${name}-norm` });
    if (body.norm === 'batch') own.push({ kind: 'batch-norm', name: `${name}-norm` });
    own.push({ kind: 'activation', name: `${name}-active`, of: body.activation });
    if (body.dropout > 0) own.push({ kind: 'dropout', name: `${name}-dropout`, share: body.dropout });
    if (body.residual && i > 0)
      own.push({ kind: 'add', name: `${name}-sum`, from: [last, own.at(-1)!.name] });
    last = own.at(-1)!.name;
    return own;
  }).flat();
}

/** Scores from the layer before. They begin small, so that the first answers are the shares of the classes, or the mean. */
export const scores = ({ outputs }: TableShape): LayerSpec => ({
  kind: 'dense',
  name: SCORES,
  units: outputs,
  gain: 0.1,
});

/** Scores as a weighted sum of the numbers, and of categories as if each were a column of 0 and 1; they begin at 0. */
export function wideLayers({ cardinalities, outputs }: TableShape): LayerSpec[] {
  const first: number[] = [];
  let rows = 0;
  for (const cardinality of cardinalities) {
    first.push(rows);
    rows += cardinality + 1;
  }
  const columns = cardinalities.map((_, c) => c);
  return [
    { kind: 'dense', name: 'wide-numbers', from: [NUMBERS], units: outputs, gain: 0, bare: true },
    {
      kind: 'embedding',
      name: 'wide-categories',
      columns,
      first,
      rows,
      width: outputs,
      join: 'sum',
      fromZero: true,
    },
  ];
}

/**
 * Cross layers over one signal x: each gives x (W c + b) + c of the c before it, x at first, so that n of them hold
 * products of up to n + 1 columns. W begins small: the layer lets x through, and products come in as they pay. rank: W is a
 * product of two matrices so narrow; 0 = any W. width: values of x.
 *
 * Source: Wang et al. 2021, DCN V2, equations 1 and 2.
 */
export function crossLayers(layers: number, rank: number, x: string, width: number): LayerSpec[] {
  let last = x;
  return Array.from({ length: layers }, (_, i): LayerSpec[] => {
    const [narrow, sum, product, out] = [`narrow-${i}`, `mixed-${i}`, `product-${i}`, `cross-${i}`];
    const before = last;
    last = out;
    return [
      ...(rank === 0
        ? []
        : [{ kind: 'dense', name: narrow, from: [before], units: rank, gain: 1, bare: true } as const]),
      { kind: 'dense', name: sum, from: [rank === 0 ? before : narrow], units: width, gain: 0.05 },
      { kind: 'multiply', name: product, from: [x, sum] },
      { kind: 'add', name: out, from: [product, before] },
    ];
  }).flat();
}
