import { listed } from '../../errors/entry.ts';
import { fail } from '../../errors/fail.ts';
import type { Row } from '../../stages/serve/row-failure.ts';
import type { InferRequest, RequestTensor } from './protocol.ts';

const NUMBER = /^(U?INT(8|16|32|64)|FP(16|32|64))$/;
const INTEGER = /^U?INT/;

export interface InferRows {
  readonly rows: readonly Row[];
  /** The inputs came as [n, 1]: outputs of one number a row go back in the same shape. */
  readonly flat: boolean;
}

/** Turn the tensors of a request into rows; what the model makes of their columns is its own affair. Throws 'http/malformed' naming the tensor. */
export function readRows({ inputs: tensors }: InferRequest): InferRows {
  const n = rowsOf(tensors[0]!);
  const seen = new Set<string>();
  for (const tensor of tensors) {
    const { name, data } = tensor;
    if (seen.has(name)) throw wrong(tensor, 'stands there twice');
    seen.add(name);
    if (rowsOf(tensor) !== n)
      throw wrong(tensor, `has ${rowsOf(tensor)} rows, "${tensors[0]!.name}" has ${n}`);
    if (flatten(data).length !== n)
      throw wrong(tensor, `has ${flatten(data).length} values for the shape [${tensor.shape.join(', ')}]`);
    checkDatatype(tensor);
  }
  const columns = tensors.map(({ name, data }) => [name, flatten(data)] as const);
  const rows = Array.from({ length: n }, (_, i) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[i]])),
  );
  return { rows, flat: tensors.every((t) => t.shape.length === 1) };
}

function rowsOf(tensor: RequestTensor): number {
  const [n, width = 1, ...rest] = tensor.shape;
  if (n === undefined || width !== 1 || rest.length > 0)
    throw wrong(tensor, `has the shape [${tensor.shape.join(', ')}]; it must be [n] or [n, 1]`);
  if (n === 0) throw wrong(tensor, 'has no rows');
  return n;
}

/** Data of shape [n, 1] may come nested or flat. */
const flatten = (data: readonly unknown[]): readonly unknown[] =>
  Array.isArray(data[0]) ? data.flat() : data;

function checkDatatype(tensor: RequestTensor): void {
  const { datatype } = tensor;
  const holds = holderOf(datatype);
  if (holds === undefined)
    throw wrong(
      tensor,
      `has the datatype ${JSON.stringify(datatype)}; it must be ${listed(['FP64', 'INT64', 'BOOL', 'BYTES'])}`,
    );
  const at = flatten(tensor.data).findIndex((value) => value !== null && !holds(value));
  if (at >= 0) throw wrong(tensor, `is ${datatype} and has at place ${at} a value that is not`);
}

function holderOf(datatype: string): ((value: unknown) => boolean) | undefined {
  if (INTEGER.test(datatype) && NUMBER.test(datatype)) return Number.isInteger;
  if (NUMBER.test(datatype)) return (value) => typeof value === 'number';
  if (datatype === 'BOOL') return (value) => typeof value === 'boolean';
  if (datatype === 'BYTES') return (value) => typeof value === 'string';
  return undefined;
}

const wrong = ({ name }: RequestTensor, because: string): Error =>
  fail('http/malformed', { because: `input ${JSON.stringify(name)} ${because}` });
