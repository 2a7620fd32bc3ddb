import { didYouMean, entry, listed, quoted } from './entry.ts';

/** A parameter of a component is unknown or breaks its rule. */
export const params = {
  'params/unknown': entry<{
    component: string;
    param: string;
    known: readonly string[];
    near?: string | undefined;
  }>({
    says: (d) =>
      `${d.component} has no parameter ${quoted(d.param)}; it has ${d.known.length === 0 ? 'none' : listed(d.known)}.${didYouMean(d.near)}`,
    fix: (d) => `Remove "${d.param}" or use one of the parameters that ${d.component} has.`,
    status: 400,
    exit: 2,
  }),
  'params/invalid': entry<{ component: string; param: string; rule: string; got: string }>({
    says: (d) => `The "${d.param}" parameter of ${d.component} must be ${d.rule}. Got ${d.got} instead.`,
    fix: (d) => `Set "${d.param}" to ${d.rule}.`,
    status: 400,
    exit: 2,
  }),
  'params/formula': entry<{ component: string; param: string; problem: string }>({
    says: (d) =>
      `The "${d.param}" parameter of ${d.component} is no function that can be read: ${d.problem}.`,
    fix: () =>
      'Write an arrow function of two numbers, such as (y, score) => score - y, of its parameters, numbers, operators and functions of Math alone.',
    status: 400,
    exit: 2,
  }),
};
