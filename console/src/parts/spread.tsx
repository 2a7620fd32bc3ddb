export interface SpreadFacts {
  readonly min: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Quantiles on a scale: a strip from the 5th to the 95th, and a dot in the middle. Figures stand beside it. */
export function Spread({
  of: { p05, p50, p95 },
  least,
  most,
  zero = false,
}: {
  readonly of: SpreadFacts;
  readonly least: number;
  readonly most: number;
  readonly zero?: boolean;
}) {
  const at = (value: number): string => `${(100 * (value - least)) / (most - least || 1)}%`;
  return (
    <span
      class="interval"
      aria-hidden="true"
      style={{ '--low': at(p05), '--high': at(p95), '--at': at(p50), '--mark': at(0) }}
    >
      {zero && <i class="mark" />}
      <i class="line" />
      <i class="dot" />
    </span>
  );
}
