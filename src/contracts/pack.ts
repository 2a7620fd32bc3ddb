import { fail } from '../errors/fail.ts';
import type { Tensor } from './state.ts';

/** The element types of tensors, by their names in the safetensors format. */
const DTYPES = {
  F64: { bytes: 8, make: (b: ArrayBuffer): Tensor => new Float64Array(b) },
  F32: { bytes: 4, make: (b: ArrayBuffer): Tensor => new Float32Array(b) },
  I32: { bytes: 4, make: (b: ArrayBuffer): Tensor => new Int32Array(b) },
  U32: { bytes: 4, make: (b: ArrayBuffer): Tensor => new Uint32Array(b) },
  U16: { bytes: 2, make: (b: ArrayBuffer): Tensor => new Uint16Array(b) },
  U8: { bytes: 1, make: (b: ArrayBuffer): Tensor => new Uint8Array(b) },
} as const;

type Dtype = keyof typeof DTYPES;

function dtypeOf(tensor: Tensor): Dtype {
  if (tensor instanceof Float64Array) return 'F64';
  if (tensor instanceof Float32Array) return 'F32';
  if (tensor instanceof Int32Array) return 'I32';
  if (tensor instanceof Uint32Array) return 'U32';
  return tensor instanceof Uint16Array ? 'U16' : 'U8';
}

/** The header is padded to this, so that the data behind it is aligned for every element type. */
const ALIGN = 8;
/** Bytes of the header's length, a little-endian 64-bit number. */
const PREFIX = 8;

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly start: number;
  readonly end: number;
}

/**
 * Named flat arrays as one safetensors file: equal arrays give equal bytes, bit for bit, NaN payloads and -0 too.
 *
 * Widest elements first, then by name, as the reference writer lays them out. The header is ASCII: any other character
 * of a name is escaped. O(bytes). Source: huggingface.co/docs/safetensors, format.
 */
export function packTensors(arrays: Readonly<Record<string, Tensor>>): Uint8Array {
  const ordered = Object.keys(arrays)
    .map((name) => ({ name, tensor: arrays[name]! }))
    .sort((a, b) => b.tensor.BYTES_PER_ELEMENT - a.tensor.BYTES_PER_ELEMENT || (a.name < b.name ? -1 : 1));
  let at = 0;
  const parts = ordered.map(({ name, tensor }) => {
    const start = at;
    at += tensor.byteLength;
    const facts = { dtype: dtypeOf(tensor), shape: [tensor.length], data_offsets: [start, at] };
    return `${asciiJson(name)}:${JSON.stringify(facts)}`;
  });
  const header = `{${parts.join(',')}}`;
  const headerBytes = Math.ceil(header.length / ALIGN) * ALIGN;
  const out = new Uint8Array(PREFIX + headerBytes + at);
  new DataView(out.buffer).setBigUint64(0, BigInt(headerBytes), true);
  const padded = header.padEnd(headerBytes, ' ');
  for (let i = 0; i < padded.length; i++) out[PREFIX + i] = padded.charCodeAt(i);
  let to = PREFIX + headerBytes;
  for (const { tensor } of ordered) {
    out.set(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength), to);
    to += tensor.byteLength;
  }
  return out;
}

const asciiJson = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * The arrays of a safetensors file, copied out and aligned.
 *
 * Throws 'artifact/malformed' when the bytes are not exactly such a file: cut short, a header that is not the expected
 * JSON, an element type we do not hold, or arrays that overlap, leave gaps or do not have the size they declare.
 */
export function unpackTensors(bytes: Uint8Array): Record<string, Tensor> {
  const { entries, data } = readHeader(bytes);
  let at = 0;
  for (const { name, start, end } of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== at)
      throw malformed(`array ${JSON.stringify(name)} starts at byte ${start}, expected ${at}`);
    at = end;
  }
  if (data + at !== bytes.length)
    throw malformed(`its arrays end at byte ${data + at}, the file at ${bytes.length}`);
  const arrays: [string, Tensor][] = entries.map(({ name, dtype, start, end }) => {
    const copy = new ArrayBuffer(end - start);
    new Uint8Array(copy).set(bytes.subarray(data + start, data + end));
    return [name, DTYPES[dtype].make(copy)];
  });
  return Object.fromEntries(arrays);
}

function readHeader(bytes: Uint8Array): { entries: Entry[]; data: number } {
  if (bytes.length < PREFIX) throw malformed(`it has ${bytes.length} bytes, a header needs ${PREFIX}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, PREFIX).getBigUint64(0, true);
  const data = PREFIX + Number(length);
  if (data > bytes.length) throw malformed(`its header ends at byte ${data}, the file at ${bytes.length}`);
  let text = '';
  for (let i = PREFIX; i < data; i++) {
    if (bytes[i]! > 0x7f) throw malformed('its header is not ASCII');
    text += String.fromCharCode(bytes[i]!);
  }
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw malformed('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw malformed('its header is not an object');
  return { entries: Object.entries(header).map(([name, facts]) => entryOf(name, facts)), data };
}

function entryOf(name: string, facts: unknown): Entry {
  const said = JSON.stringify(name);
  const { dtype, shape, data_offsets: offsets } = Object(facts) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(DTYPES, dtype))
    throw malformed(`array ${said} has elements of type ${JSON.stringify(dtype)}, which is not one of ours`);
  if (!isCounts(shape, 1)) throw malformed(`array ${said} does not say its length`);
  if (!isCounts(offsets, 2)) throw malformed(`array ${said} does not say where its bytes are`);
  const [start, end] = offsets as [number, number];
  if (end - start !== shape[0]! * DTYPES[dtype as Dtype].bytes)
    throw malformed(`array ${said} has ${end - start} bytes for ${shape[0]} elements of ${dtype}`);
  return { name, dtype: dtype as Dtype, start, end };
}

const isCounts = (value: unknown, length: number): value is number[] =>
  Array.isArray(value) && value.length === length && value.every((n) => Number.isSafeInteger(n) && n >= 0);

const malformed = (problem: string) => fail('artifact/malformed', { what: 'the file of arrays', problem });
