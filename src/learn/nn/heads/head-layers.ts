import type { LayerSpec } from '../network.ts';
import type { BodyParams } from '../table/body-params.ts';
import { hiddenLayers, TABLE, tableInput } from '../table/table-layers.ts';

/** What is asked of the layers between the columns and the heads. */
export interface HeadsBody extends BodyParams {
  /** Bodies side by side, of which each head takes a mean of its own; 1 = all heads share one. */
  readonly experts: number;
  /** Width of a hidden layer of each head's own; 0 = none. */
  readonly headUnits: number;
}

/** The layer that gives the score of a head. */
export const scoreOf = (head: string): string => `head-${head}`;

/**
 * One body with a head for each of the names, or several bodies (experts) that the gate of each head weighs row by row.
 *
 * Sources: Caruana 1997 for one body; Ma et al. 2018, "Modeling task relationships with multi-gate mixture-of-experts".
 */
export function headLayers(
  shape: { readonly numbers: number; readonly cardinalities: readonly number[] },
  body: HeadsBody,
  heads: readonly string[],
): LayerSpec[] {
  const input = tableInput({ ...shape, outputs: heads.length }, body);
  const { experts } = body;
  if (experts === 1 || body.layers === 0) {
    const hidden = hiddenLayers(body);
    const last = hidden.at(-1)?.name ?? TABLE;
    return [...input, ...hidden, ...heads.flatMap((head) => ownLayers(head, last, body))];
  }
  const bodies = Array.from({ length: experts }, (_, e) => hiddenLayers(body, TABLE, `expert-${e + 1}`));
  const ends = bodies.map((layers) => layers.at(-1)!.name);
  return [
    ...input,
    ...bodies.flat(),
    ...heads.flatMap((head): LayerSpec[] => [
      { kind: 'dense', name: `gate-${head}`, from: [TABLE], units: experts, gain: 0.1 },
      { kind: 'mixture', name: `mixture-${head}`, from: [`gate-${head}`, ...ends] },
      ...ownLayers(head, `mixture-${head}`, body),
    ]),
  ];
}

/** What a head has for itself. Its score begins small, so that first answers are the rate, or the mean. */
function ownLayers(head: string, from: string, { headUnits, activation }: HeadsBody): LayerSpec[] {
  const own = `own-${head}`;
  const hidden: LayerSpec[] =
    headUnits === 0
      ? []
      : [
          { kind: 'dense', name: own, from: [from], units: headUnits },
          { kind: 'activation', name: `${own}-active`, of: activation },
        ];
  const last = hidden.at(-1)?.name ?? from;
  return [...hidden, { kind: 'dense', name: scoreOf(head), from: [last], units: 1, gain: 0.1 }];
}
