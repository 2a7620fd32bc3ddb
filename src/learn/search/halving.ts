/** A step of successive halving: so many candidates are fitted with this share of the resource. */
export interface Rung {
  readonly candidates: number;
  /** (0, 1]: of the rows or rounds that a full fit has. */
  readonly share: number;
}

/**
 * Successive halving: all candidates get a small share of the resource, the best 1 / eta of them eta times as much, until
 * the last get all of it. least: share that a candidate gets at least, (0, 1].
 *
 * Source: Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization".
 */
export function successiveHalving(candidates: number, least: number, eta: number): readonly Rung[] {
  const halvings = Math.min(wholeLog(1 / least, eta), wholeLog(candidates, eta));
  return Array.from({ length: halvings + 1 }, (_, i) => ({
    candidates: Math.max(1, Math.floor(candidates / eta ** i)),
    share: eta ** (i - halvings),
  }));
}

/**
 * Hyperband: runs of successive halving that begin with ever fewer candidates and ever more of the resource each, since
 * nobody knows how soon a good one shows. Each costs about the same.
 *
 * Source: Li et al. 2018, "Hyperband: a novel bandit-based approach to hyperparameter optimization", algorithm 1.
 */
export function hyperband(least: number, eta: number): readonly (readonly Rung[])[] {
  const most = wholeLog(1 / least, eta);
  return Array.from({ length: most + 1 }, (_, bracket) => {
    const halvings = most - bracket;
    const candidates = Math.ceil(((most + 1) / (halvings + 1)) * eta ** halvings);
    return Array.from({ length: halvings + 1 }, (_, i) => ({
      candidates: Math.floor(candidates / eta ** i),
      share: eta ** (i - halvings),
    }));
  });
}

/** Times that x can be divided by `base` without falling below 1; what rounding takes is given back. */
const wholeLog = (x: number, base: number): number =>
  Math.max(0, Math.floor(Math.log(x) / Math.log(base) + 1e-9));

/**
 * Whether a trial is worth going on with: its loss is among the best 1 / eta of those that came as far, itself included
 * (successive halving without waiting). Sources: Li et al. 2020, "A system for massively parallel hyperparameter tuning".
 */
export function goesOn(loss: number, earlier: readonly number[], eta: number): boolean {
  if (Number.isNaN(loss)) return false;
  const better = earlier.filter((other) => other < loss).length;
  return better < Math.max(1, Math.ceil((earlier.length + 1) / eta));
}
