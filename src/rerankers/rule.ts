import { type ParamSpecs, type ParamsOf, ruleOf as wordsOf } from '../contracts/params.ts';
import type { Ranked } from '../contracts/reranker.ts';
import { type Failure, fail } from '../errors/fail.ts';
import type { Catalogue } from '../table/catalogue.ts';
import { rescored, unitScores } from './arrange.ts';
import { attributeFailures, attributeParam, numberOf, separatorParam, valuesOf } from './attribute.ts';

const ANY = Number.MAX_VALUE;

/** The items that a business rule is about: one attribute, and the values or the range that it must have. */
export const ruleParams = {
  attribute: attributeParam('The attribute that says which items are meant.'),
  is: { type: 'names', default: [], about: 'Any of these values; none = the range alone decides.' },
  from: { type: 'number', default: -ANY, min: -ANY, max: ANY, about: 'Of a number: not below.' },
  to: { type: 'number', default: ANY, min: -ANY, max: ANY, about: 'Of a number: not above.' },
  separator: separatorParam,
} as const satisfies ParamSpecs;

export type RuleParams = ParamsOf<typeof ruleParams>;

export function ruleFailures(
  component: string,
  { attribute, from, to }: RuleParams,
  attributes: Catalogue['attributes'],
): Failure[] {
  const failures = attributeFailures(component, { attribute }, attributes);
  if (from > to)
    failures.push(
      fail('params/invalid', {
        component,
        param: 'from',
        rule: `${wordsOf(ruleParams.from).split(' in ')[0]} not above "to" (${to})`,
        got: String(from),
      }),
    );
  return failures;
}

/** Whether an item is one of those meant; never where the attribute is missing, or no condition was given. */
export function ruleOver(catalogue: Catalogue, params: RuleParams): (item: number) => boolean {
  const { attribute, is, from, to, separator } = params;
  if (is.length > 0) {
    const meant = new Set(is);
    const values = valuesOf(catalogue, attribute, separator);
    return (item) => values(item).some((value) => meant.has(value));
  }
  if (from === -ANY && to === ANY) return () => false;
  const number = numberOf(catalogue, attribute);
  return (item) => number(item) >= from && number(item) <= to;
}

/** How far items are moved that a rule is about. */
export const strengthParam = (about: string) =>
  ({ type: 'number', default: 0.2, min: 0, max: 2, about }) as const;

/** Move the items that a rule is about by a share of what lies between the best and the worst score. O(n log n). */
export function shifted(list: Ranked, catalogue: Catalogue, rule: RuleParams, by: number): Ranked {
  const meant = ruleOver(catalogue, rule);
  return rescored(
    list,
    unitScores(list.score).map((score, i) => (meant(list.item[i]!) ? score + by : score)),
  );
}
