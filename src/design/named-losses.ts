import type { ModelChoice } from '../contracts/design.ts';

/** What the models of a design are told to minimise. */
export interface NamedLosses {
  readonly names: ReadonlySet<string>;
  /** Share of rows below the answers; absent where no model is asked for a quantile, or not all for the same. */
  readonly quantile?: number;
}

/** Losses by which metrics are chosen: models that are asked for unlike quantiles cannot be measured by one. */
export function namedLosses(models: readonly ModelChoice[]): NamedLosses {
  const names = new Set(
    models.flatMap(({ params }) => (typeof params.loss === 'string' ? [params.loss] : [])),
  );
  const shares = new Set(
    models.flatMap(({ params }) => (params.loss === 'quantile' ? [params.quantile] : [])),
  );
  const [share] = shares;
  if (shares.size === 1 && typeof share === 'number') return { names, quantile: share };
  names.delete('quantile');
  return { names };
}
