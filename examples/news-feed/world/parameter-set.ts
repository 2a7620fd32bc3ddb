import { facts } from './parameters.ts';

export type ParameterName = keyof typeof facts;
export type Parameters = Readonly<Record<ParameterName, number>>;

export const parameterNames = Object.keys(facts) as ParameterName[];

/** The world as it is declared. */
export const declaredParameters: Parameters = Object.fromEntries(
  parameterNames.map((name) => [name, facts[name].value]),
) as Parameters;

/** Shares of a whole stay below it, however they are scaled. */
const LARGEST_SHARE = 0.95;

/** The same world but for one parameter, times a factor: 0.5 and 2 for the table of sensitivity. */
export function scaled(parameters: Parameters, name: ParameterName, factor: number): Parameters {
  const value = parameters[name] * factor;
  if (name === 'peakHour') return { ...parameters, [name]: value % 24 };
  // An exponent of 1 is where a power law has no tail left to speak of.
  if (name === 'followerExponent') return { ...parameters, [name]: 1 + (parameters[name] - 1) * factor };
  const share = /^(share|correlation)/.test(facts[name].unit);
  return { ...parameters, [name]: share ? Math.min(value, LARGEST_SHARE) : value };
}
