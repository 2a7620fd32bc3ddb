import {
  type ParamSpec,
  type ParamSpecs,
  type Params,
  type ParamValue,
  type SearchRange,
  searchRangeOf,
} from '../../contracts/params.ts';
import type { Random } from '../../kernels/random.ts';

/** A parameter that is searched. */
export type Dimension =
  | { readonly name: string; readonly choices: readonly ParamValue[] }
  | { readonly name: string; readonly range: SearchRange; readonly integer: boolean };

/** What is searched: the parameters whose specs say how, in their order. */
export type Space = readonly Dimension[];

/** [dimensions] a place in a space: a number as its place in the range, 0..1, a choice as its index. */
export type Point = Float64Array;

export const spaceOf = (specs: ParamSpecs): Space =>
  Object.entries(specs).flatMap(([name, spec]) => dimensionOf(name, spec) ?? []);

function dimensionOf(name: string, spec: ParamSpec): Dimension | null {
  switch (spec.type) {
    case 'number':
    case 'integer': {
      const range = searchRangeOf(spec);
      return range && { name, range, integer: spec.type === 'integer' };
    }
    case 'choice':
      return spec.search === true ? { name, choices: spec.choices } : null;
    case 'boolean':
      return spec.search === true ? { name, choices: [false, true] } : null;
    default:
      return null;
  }
}

/** The values at a place, as parameters. */
export function paramsAt(space: Space, point: Point): Params {
  return Object.fromEntries(
    space.map((dimension, d) => {
      if ('choices' in dimension) return [dimension.name, dimension.choices[point[d]!]!];
      const { scale, low, high } = dimension.range;
      const at = point[d]!;
      const value = scale === 'log' ? low * (high / low) ** at : low + (high - low) * at;
      // Rounding of the power must not lead out of the range.
      const held = Math.min(high, Math.max(low, value));
      return [dimension.name, dimension.integer ? Math.round(held) : Number(held.toPrecision(4))];
    }),
  );
}

/** The place of these parameters; those out of range lie at its end, those not given at its middle. */
export function pointOf(space: Space, params: Params): Point {
  return Float64Array.from(space, (dimension) => {
    const value = params[dimension.name];
    if ('choices' in dimension) return Math.max(0, dimension.choices.indexOf(value!));
    if (typeof value !== 'number') return 0.5;
    const { scale, low, high } = dimension.range;
    const at =
      scale === 'log'
        ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
        : (value - low) / (high - low);
    return Math.min(1, Math.max(0, at));
  });
}

/** A place by chance: numbers even on their scale, every choice as likely as the next. */
export const randomPoint = (space: Space, r: Random): Point =>
  Float64Array.from(space, (dimension) =>
    'choices' in dimension ? Math.floor(r() * dimension.choices.length) : r(),
  );
