import type { SplitChoice } from '../contracts/design.ts';
import { resolveParams } from '../contracts/params.ts';
import type { Shares, Splitter } from '../contracts/splitter.ts';
import type { Category } from '../contracts/task.ts';
import { nearest } from '../errors/nearest.ts';
import { splitters } from '../splitters/index.ts';
import type { ColumnType } from '../table/schema.ts';
import type { AnyColumns, SplitInput } from './input.ts';
import type { Resolution } from './resolution.ts';

type Split = SplitInput<AnyColumns>;

/** Shares where the design gives none. */
const SHARES: Shares = { train: 0.6, validation: 0.2, test: 0.2 };

/** Which rows train, validate and test; undefined after a problem. */
export function resolveSplit(r: Resolution, category: Category | undefined): SplitChoice | undefined {
  const { data } = r.input;
  const written = typeof data === 'string' ? undefined : data.split;
  const asked: Split = typeof written === 'string' ? { name: written } : (written ?? {});
  const lists = category === 'ranking' ? r.input.framing.group : undefined;
  const { name, column = lists, train, validation, test, ...given } = asked;
  const path = ['data', 'split'];
  const at = typeof written === 'string' ? path : [...path, 'name'];
  const typed = column === undefined ? undefined : columnType(r, column);
  const splitter = name === undefined ? likely(r, typed, category) : splitters.find((s) => s.name === name);
  const shares = resolveShares(r, { train, validation, test });
  if (splitter === undefined) {
    const known = splitters.map((s) => s.name);
    const facts = { room: 'splitter', name: name ?? '', known, near: nearest(name ?? '', known) };
    r.problem('design/component-unknown', facts, at);
    return undefined;
  }
  if (lists === undefined) checkColumn(r, splitter, column, typed);
  else checkLists(r, splitter, column, lists);
  const { params, failures } = resolveParams(splitter.name, splitter.params, given);
  for (const failure of failures)
    r.adopt(failure, [...path, (failure.details as { readonly param: string }).param]);
  return { name: splitter.name, column: column ?? null, params, ...shares };
}

function columnType(r: Resolution, column: string): ColumnType | undefined {
  const found = r.column(column, 'data.split.column', ['data', 'split', 'column']);
  const { data } = r.input;
  const declared = typeof data === 'string' ? undefined : data.columns?.[column]?.type;
  return found && (declared ?? found.type);
}

/** The splitter where none is named: by time, by group, keeping the mix of classes, or at random. */
function likely(
  r: Resolution,
  typed: ColumnType | undefined,
  category: Category | undefined,
): Splitter | undefined {
  const [needs, because] =
    typed === 'timestamp'
      ? (['time', 'the split column holds instants'] as const)
      : typed !== undefined
        ? (['group', 'the split column holds groups'] as const)
        : r.input.framing.target === undefined
          ? (['nothing', 'there is no target'] as const)
          : category === 'regression'
            ? (['nothing', 'the target is a number'] as const)
            : (['target', 'each part keeps the mix of classes'] as const);
  r.inferred('data.split.name', because);
  return splitters.find((s) => s.traits.needs === needs) ?? splitters[0];
}

function checkColumn(
  r: Resolution,
  splitter: Splitter,
  column: string | undefined,
  typed: ColumnType | undefined,
): void {
  const { needs } = splitter.traits;
  const path = ['data', 'split', ...(column === undefined ? [] : ['column'])];
  const facts = { splitter: splitter.name, needs };
  if (needs === 'nothing' || needs === 'target') {
    if (column !== undefined) {
      const rule = `left out: the splitter ${JSON.stringify(splitter.name)} looks at no column`;
      const field = 'data.split.column';
      r.problem('design/field-invalid', { field, rule, got: JSON.stringify(column) }, path);
    }
  } else if (column === undefined) r.problem('design/split-column', { ...facts, got: null }, path);
  else if (needs === 'time' && typed !== undefined && typed !== 'timestamp')
    r.problem(
      'design/split-column',
      { ...facts, got: `${JSON.stringify(column)} is of type ${typed}` },
      path,
    );
}

/** The rows of a list are ranked together: none may be learned from where others are judged. */
function checkLists(r: Resolution, splitter: Splitter, column: string | undefined, lists: string): void {
  const whole = splitters.filter(({ traits }) => traits.needs === 'group' || traits.needs === 'key');
  if (whole.includes(splitter) && column === lists) return;
  const rule = `left out, or a split by ${JSON.stringify(lists)} (${whole.map((s) => s.name).join(', ')}): lists stay whole`;
  const got = `${splitter.name}${column === undefined ? '' : ` by ${JSON.stringify(column)}`}`;
  r.problem('design/field-invalid', { field: 'data.split', rule, got }, ['data', 'split']);
}

/** Fill in the shares that are not given from what the given ones leave, in the proportion of the defaults. */
function resolveShares(
  r: Resolution,
  given: { readonly [part in keyof Shares]?: number | undefined },
): Shares {
  const parts = ['train', 'validation', 'test'] as const;
  const taken = parts.reduce((sum, p) => sum + (given[p] ?? 0), 0);
  const open = parts.filter((p) => given[p] === undefined);
  const weight = open.reduce((sum, p) => sum + SHARES[p], 0);
  const share = (p: (typeof parts)[number]): number =>
    given[p] ?? Math.round(((1 - taken) * SHARES[p] * 1e9) / weight) / 1e9;
  const shares = { train: share('train'), validation: share('validation'), test: share('test') };
  const rounded = (x: number): number => Math.round(x * 1e6) / 1e6;
  const sum = rounded(shares.train + shares.validation + shares.test);
  if (open.length === 3) r.inferred('data.split', 'shares 60 / 20 / 20');
  else if (sum !== 1 || parts.some((p) => shares[p] < 0)) {
    const named = Object.fromEntries(parts.flatMap((p) => (given[p] === undefined ? [] : [[p, given[p]]])));
    r.problem('design/shares', { given: named, sum: rounded(taken) }, ['data', 'split']);
  }
  for (const part of ['train', 'test'] as const)
    if (given[part] === 0) {
      const field = `data.split.${part}`;
      r.problem('design/field-invalid', { field, rule: 'a number above 0', got: '0' }, [
        'data',
        'split',
        part,
      ]);
    }
  return shares;
}
