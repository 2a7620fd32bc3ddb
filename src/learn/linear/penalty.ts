/** How large weights are charged. */
type PenaltyName = 'none' | 'l1' | 'l2' | 'elastic';

/** strength x (mix |w| + (1 - mix) w^2 / 2), for each weight. */
export interface Penalty {
  readonly name: PenaltyName;
  readonly strength: number;
  /** 1 = all L1, 0 = all L2; of 'elastic' only. */
  readonly mix: number;
}

/** The parts of the charge on |w| and on w^2 / 2. */
export function penaltyParts({ name, strength, mix }: Penalty): { l1: number; l2: number } {
  const share = name === 'l1' ? 1 : name === 'l2' ? 0 : mix;
  return name === 'none' ? { l1: 0, l2: 0 } : { l1: strength * share, l2: strength * (1 - share) };
}

/** The parts for every parameter of a fit; 0 where it is free. */
export interface Charges {
  /** [parameters] weight of |x_i|. */
  readonly l1: Float64Array;
  /** [parameters] weight of x_i^2 / 2. */
  readonly l2: Float64Array;
}
