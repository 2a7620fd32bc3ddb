import type { Feature } from '../contracts/feature.ts';
import { numbersOf } from '../table/forms.ts';

type LogState = { readonly facts: Record<never, never>; readonly arrays: Record<never, never> };

/**
 * sign(x) ln(1 + |x|): draws long tails in, keeps 0 and the sign, and is defined for every number, so it needs no
 * offset.
 */
export const log: Feature<object, LogState> = {
  room: 'features',
  name: 'log',
  version: 1,
  about: 'Take the logarithm ln(1 + |x|), keeping the sign.',
  params: {},
  traits: { accepts: ['number'], writes: 'number', missing: 'passes' },
  fit: () => ({ facts: {}, arrays: {} }),
  outputs: (_state, name) => [{ name, form: 'number' }],
  apply(_state, column, out) {
    const from = numbersOf(column);
    const to = numbersOf(out[0]!);
    for (let i = 0; i < to.length; i++) {
      const v = from[i]!;
      to[i] = v < 0 ? -Math.log1p(-v) : Math.log1p(v);
    }
  },
};
