import { type Failure, fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import { readFormula } from '../kernels/formula.ts';

/** A parameter of a component, as data: from it follow validation, help, docs, forms and search ranges. */
export type ParamSpec =
  | NumberParam
  | ChoiceParam
  | BooleanParam
  | TextParam
  | FormulaParam
  | NumbersParam
  | NamesParam
  | ComponentsParam;

interface NumberParam {
  readonly type: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  /** How a search draws it, see `searchRangeOf`; without it the search leaves the default. */
  readonly search?: SearchScale | SearchRange;
  readonly about: string;
}

/** Equal steps, or equal factors. */
type SearchScale = 'linear' | 'log';

/** Where a search looks for a number: both ends are drawn too. */
export interface SearchRange {
  readonly scale: SearchScale;
  readonly low: number;
  readonly high: number;
}

interface ChoiceParam {
  readonly type: 'choice';
  readonly choices: readonly string[];
  readonly default: string;
  /** A search draws one of the choices; without it the search leaves the default. */
  readonly search?: true;
  readonly about: string;
}

interface BooleanParam {
  readonly type: 'boolean';
  readonly default: boolean;
  /** A search draws it; without it the search leaves the default. */
  readonly search?: true;
  readonly about: string;
}

export interface TextParam {
  readonly type: 'text';
  readonly default: string;
  readonly about: string;
}

/** A pure function of two numbers, as `readFormula` takes it: its text, so that parameters stay data. Empty: none. */
interface FormulaParam {
  readonly type: 'formula';
  readonly default: string;
  readonly about: string;
}

interface NumbersParam {
  readonly type: 'numbers';
  readonly default: readonly number[];
  readonly about: string;
}

interface NamesParam {
  readonly type: 'names';
  readonly default: readonly string[];
  readonly about: string;
}

/** Components that this one is made of. */
interface ComponentsParam {
  readonly type: 'components';
  /** Where they are found. */
  readonly room: 'models';
  readonly default: readonly ComponentChoice[];
  readonly about: string;
}

/** A component by its name; parameters that are not given have their defaults. */
export type ComponentChoice = {
  readonly name: string;
  readonly params: Params;
};

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValue =
  | number
  | string
  | boolean
  | readonly number[]
  | readonly string[]
  | readonly ComponentChoice[];
export type Params = Readonly<Record<string, ParamValue>>;

type ValueOf<S extends ParamSpec> = S extends { type: 'number' | 'integer' }
  ? number
  : S extends { type: 'boolean' }
    ? boolean
    : S extends { type: 'numbers' }
      ? readonly number[]
      : S extends { type: 'names' }
        ? readonly string[]
        : S extends { type: 'components' }
          ? readonly ComponentChoice[]
          : S extends { type: 'choice'; choices: readonly (infer C)[] }
            ? C
            : string;

/** The values that a component with these specs is handed. Declare the specs `as const satisfies ParamSpecs`. */
export type ParamsOf<S extends ParamSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> };

/**
 * Fill in defaults and check every rule.
 *
 * @returns the values in full, and one failure for each parameter that is unknown or breaks its rule; values are
 * usable only when there is none.
 */
export function resolveParams<S extends ParamSpecs>(
  component: string,
  specs: S,
  given: Readonly<Record<string, unknown>>,
): { params: ParamsOf<S>; failures: Failure[] } {
  const failures: Failure[] = [];
  const known = Object.keys(specs);
  const params: Record<string, ParamValue> = {};
  for (const name of known) params[name] = specs[name]!.default;
  for (const [param, value] of Object.entries(given)) {
    const spec = Object.hasOwn(specs, param) ? specs[param] : undefined;
    if (spec === undefined)
      failures.push(fail('params/unknown', { component, param, known, near: nearest(param, known) }));
    else if (fits(spec, value)) params[param] = value;
    else if (spec.type === 'formula' && typeof value === 'string')
      failures.push(fail('params/formula', { component, param, problem: problemOf(value) ?? '' }));
    else failures.push(fail('params/invalid', { component, param, rule: ruleOf(spec), got: shown(value) }));
  }
  return { params: params as ParamsOf<S>, failures };
}

function fits(spec: ParamSpec, value: unknown): value is ParamValue {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return (
        typeof value === 'number' &&
        value >= spec.min &&
        value <= spec.max &&
        (spec.type === 'number' || Number.isInteger(value))
      );
    case 'choice':
      return typeof value === 'string' && spec.choices.includes(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    case 'formula':
      return typeof value === 'string' && problemOf(value) === null;
    case 'numbers':
      return Array.isArray(value) && value.every((v) => typeof v === 'number' && Number.isFinite(v));
    case 'names':
      return Array.isArray(value) && value.every((v) => typeof v === 'string');
    case 'components':
      return Array.isArray(value) && value.length > 0 && value.every(isChoice);
  }
}

function problemOf(formula: string): string | null {
  if (formula === '') return null;
  const read = readFormula(formula);
  return 'problem' in read ? read.problem : null;
}

function isChoice(value: unknown): boolean {
  const { name, params } = Object(value) as Partial<Record<string, unknown>>;
  return typeof name === 'string' && typeof params === 'object' && params !== null;
}

/** How far from its default a number is searched on a log scale where its spec names no range. */
const SEARCH_FACTOR = 100;

/**
 * Where a search looks for this number: the range that the spec names; of a scale alone all that the rule allows,
 * on a log scale within a factor of 100 of the default. Null where it is not searched.
 */
export function searchRangeOf({ search, min, max, default: usual }: NumberParam): SearchRange | null {
  if (search === undefined || typeof search === 'object') return search ?? null;
  if (search === 'linear') return { scale: search, low: min, high: max };
  return {
    scale: search,
    low: Math.max(min, usual / SEARCH_FACTOR),
    high: Math.min(max, usual * SEARCH_FACTOR),
  };
}

/** The rule in words: "an integer in [2, 255]". */
export function ruleOf(spec: ParamSpec): string {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return `${spec.type === 'integer' ? 'an integer' : 'a number'} in [${spec.min}, ${spec.max}]`;
    case 'choice':
      return `one of ${spec.choices.map((c) => JSON.stringify(c)).join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'text':
      return 'a string';
    case 'formula':
      return 'a function such as (y, score) => score - y';
    case 'numbers':
      return 'a list of finite numbers';
    case 'names':
      return 'a list of names';
    case 'components':
      return `a list of ${spec.room}, each a name or { name, ...parameters }`;
  }
}

const shown = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};
