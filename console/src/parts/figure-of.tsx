import { decimalsFor, fixed, measuredRange, NONE } from '../../../src/adapters/report/numbers.ts';
import type { Measured } from '../../../src/contracts/evaluation.ts';

/** A measured value with its interval under it; as many decimals as the interval is worth. */
export function FigureOf({ of }: { readonly of: Measured | undefined | null }) {
  if (of?.value == null) return <>{NONE}</>;
  const decimals = Math.min(4, decimalsFor([of]));
  return (
    <>
      {fixed(of.value, decimals)}
      <small>{measuredRange(of, decimals)}</small>
    </>
  );
}
