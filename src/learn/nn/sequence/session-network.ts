import type { LayerSpec, NetworkSpec } from '../network.ts';

export interface SessionShape {
  readonly items: number;
  /** Steps that it looks at. */
  readonly length: number;
  /** Values of a vector, a multiple of `heads`. */
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
  readonly dropout: number;
}

/** The array of vectors of items: row `items` stands for no item. */
export const ITEM_TABLE = 'items/table';

/**
 * From the codes of the last `length` items, the newest last and `items` for none, to a vector for each place, [length,
 * width], that sees no place after it.
 *
 * Blocks of self-attention and a dense layer, each behind layer norm and around which its input goes: Kang and McAuley
 * 2018, "Self-attentive sequential recommendation", normalised before each part as there.
 */
export function sessionNetwork({ items, length, width, heads, blocks, dropout }: SessionShape): NetworkSpec {
  const columns = Array.from({ length }, (_, t) => t);
  const layers: LayerSpec[] = [
    {
      kind: 'embedding',
      name: 'items',
      columns,
      first: columns.map(() => 0),
      rows: items + 1,
      width,
      join: 'side-by-side',
      neutral: [items],
    },
    { kind: 'positions', name: 'places' },
    { kind: 'dropout', name: 'begin', share: dropout },
  ];
  let before = 'begin';
  for (let b = 0; b < blocks; b++) {
    const of = (part: string): string => `${part}${b}`;
    layers.push(
      { kind: 'layer-norm', name: of('look-norm'), from: [before] },
      { kind: 'dense', name: of('look-in'), units: 3 * width, gain: 1 },
      { kind: 'attention', name: of('look'), heads, causal: true, empty: { first: 0, code: items } },
      { kind: 'dense', name: of('look-out'), units: width, gain: 1 },
      { kind: 'dropout', name: of('look-drop'), share: dropout },
      { kind: 'add', name: of('looked'), from: [before, of('look-drop')] },
      { kind: 'layer-norm', name: of('think-norm') },
      { kind: 'dense', name: of('think-in'), units: width },
      { kind: 'activation', name: of('think'), of: 'relu' },
      { kind: 'dense', name: of('think-out'), units: width, gain: 1 },
      { kind: 'dropout', name: of('think-drop'), share: dropout },
      { kind: 'add', name: of('thought'), from: [of('looked'), of('think-drop')] },
    );
    before = of('thought');
  }
  layers.push({ kind: 'layer-norm', name: 'end', from: [before] });
  return { numbers: [0], codes: length, layers, heads: ['end'] };
}
