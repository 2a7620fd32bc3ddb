/** Pairs of values that are no and yes, in lower case. */
const BOOLEANS: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['off', 'on'],
  ['0', '1'],
];

/** Scales whose order nobody disputes, lowest first, in lower case. */
const SCALES: readonly (readonly string[])[] = [
  ['very low', 'low', 'medium', 'high', 'very high'],
  ['low', 'moderate', 'high'],
  ['very small', 'small', 'medium', 'large', 'very large'],
  ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl'],
  ['very poor', 'poor', 'fair', 'average', 'good', 'very good', 'excellent'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  ['beginner', 'intermediate', 'advanced', 'expert'],
  ['bronze', 'silver', 'gold', 'platinum'],
];

/** [no, yes] as spelled, when the two values are such a pair; else undefined. */
export function booleanPair(values: readonly string[]): readonly [string, string] | undefined {
  const [a, b] = values;
  if (values.length !== 2 || a === undefined || b === undefined) return undefined;
  const lower = [a.trim().toLowerCase(), b.trim().toLowerCase()];
  for (const [no, yes] of BOOLEANS) {
    if (lower[0] === no && lower[1] === yes) return [a, b];
    if (lower[1] === no && lower[0] === yes) return [b, a];
  }
  return undefined;
}

/** The values in the order of a known scale, when there are three or more and all stand on it; else undefined. */
export function onScale(values: readonly string[]): readonly string[] | undefined {
  if (values.length < 3) return undefined;
  for (const scale of SCALES) {
    const places = values.map((value) => scale.indexOf(value.trim().toLowerCase()));
    if (places.every((p) => p >= 0) && new Set(places).size === values.length)
      return values.toSorted(
        (a, b) => scale.indexOf(a.trim().toLowerCase()) - scale.indexOf(b.trim().toLowerCase()),
      );
  }
  return undefined;
}

/** Values of a category in the order of its codes: by number when all are numbers, else by code unit. */
export function sortedValues(values: readonly string[]): readonly string[] {
  const numbers = values.every((value) => value.trim() !== '' && Number.isFinite(Number(value)));
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return values.toSorted(numbers ? (a, b) => Number(a) - Number(b) || byText(a, b) : byText);
}
