import type { SampleChoice } from '../contracts/design.ts';
import { resolveParams } from '../contracts/params.ts';
import type { Sampler } from '../contracts/sampler.ts';
import { nearest } from '../errors/nearest.ts';
import { samplers } from '../samplers/index.ts';
import type { Resolution } from './resolution.ts';
import { columnOverrides } from './resolve-target.ts';

/** What the columns of a sampler hold, by its trait `needs`; a field that is not here is not looked at. */
const HOLDS: Readonly<
  Record<Sampler['traits']['needs'], { readonly column?: string; readonly link?: string }>
> = {
  nothing: {},
  strata: { column: 'the strata' },
  weight: { column: 'the weights' },
  links: { column: 'the key of each row', link: 'the key of the row that it is linked to' },
};

/** Which rows are learned from; undefined where the design does not ask for a sample, and after a problem. */
export function resolveSample(r: Resolution): SampleChoice | undefined {
  const { data } = r.input;
  if (typeof data === 'string' || data.sample === undefined) return undefined;
  const { name = 'reservoir', rows, column, link, ...given } = data.sample;
  const path = ['data', 'sample'];
  if (data.sample.name === undefined) r.inferred('data.sample', 'a simple random sample');
  const sampler = samplers.find((s) => s.name === name);
  if (sampler === undefined) {
    const known = samplers.map((s) => s.name);
    r.problem('design/component-unknown', { room: 'sampler', name, known, near: nearest(name, known) }, [
      ...path,
      'name',
    ]);
    return undefined;
  }
  checkColumn(r, sampler, 'column', column);
  checkColumn(r, sampler, 'link', link);
  const { params, failures } = resolveParams(sampler.name, sampler.params, given);
  for (const failure of failures)
    r.adopt(failure, [...path, (failure.details as { readonly param: string }).param]);
  return { name, rows, column: column ?? null, link: link ?? null, params };
}

function checkColumn(
  r: Resolution,
  { name, traits }: Sampler,
  field: 'column' | 'link',
  column: string | undefined,
): void {
  const holds = HOLDS[traits.needs][field];
  const path = ['data', 'sample', ...(column === undefined ? [] : [field])];
  const title = `data.sample.${field}`;
  if (column === undefined) {
    if (holds !== undefined && traits.needs !== 'strata')
      r.problem('design/sample-column', { sampler: name, field: title, holds, got: null }, path);
    return;
  }
  if (holds === undefined) {
    const rule = `left out: the sampler ${JSON.stringify(name)} does not look at it`;
    r.problem('design/field-invalid', { field: title, rule, got: JSON.stringify(column) }, path);
    return;
  }
  const found = r.column(column, title, path);
  if (found === undefined) return;
  const own = columnOverrides(r, column);
  const type = own?.type ?? found.type;
  const got =
    own?.drop === true
      ? `${JSON.stringify(column)} is dropped in data.columns`
      : traits.needs === 'weight' && type !== 'continuous' && type !== 'discrete'
        ? `${JSON.stringify(column)} is of type ${type}`
        : null;
  if (got !== null) r.problem('design/sample-column', { sampler: name, field: title, holds, got }, path);
}
