import type { Design } from '../contracts/design.ts';
import type { FeedDesign } from '../contracts/feed-design.ts';
import type { Json } from '../contracts/json.ts';
import type { RecommendDesign } from '../contracts/recommend-design.ts';
import type { Inference } from '../design/resolution.ts';
import type { Paint } from './command.ts';
import { clip, wrap } from './wrap.ts';

/** Longest list or object that stands on one line, and longest remark behind it. */
const LINE = 76;
/** Longest line of what stands on several. */
const WIDTH = 92;
const AFTER_COMMA = /(?<=,) /;

/** A design in full, in the manner of YAML, with a remark behind everything that was inferred. */
export function designText(
  design: Design | RecommendDesign | FeedDesign,
  inferences: readonly Inference[],
  paint: Paint,
): string {
  const why = new Map(inferences.map((i) => [i.path, i.because]));
  const lines: string[] = [];
  const { format: _, ...shown } = design;
  fields(shown as unknown as { readonly [key: string]: Json }, '', '');
  return lines.join('\n');

  function fields(value: { readonly [key: string]: Json }, path: string, indent: string): void {
    for (const [key, inner] of Object.entries(value))
      field(key, inner, path === '' ? key : `${path}.${key}`, indent);
  }

  function field(key: string, value: Json, path: string, indent: string): void {
    const flat = flow(value);
    const onOneLine =
      typeof value !== 'object' ||
      value === null ||
      isEmpty(value) ||
      (flat.length <= LINE && path.includes('.'));
    const remark = remarkOf(onOneLine ? within(path) : [path]);
    const head = `${indent}${paint.name(key)}:`;
    if (onOneLine) lines.push(`${head} ${flat}${remark}`);
    else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      lines.push(`${head}${remark}`);
      lines.push(
        ...wrap(flat, WIDTH, AFTER_COMMA).map((line, i) => `${indent}  ${i === 0 ? '' : ' '}${line}`),
      );
    } else if (Array.isArray(value)) {
      lines.push(`${head}${remark}`);
      for (const item of value as readonly Json[]) {
        const wrapped = wrap(flow(item), WIDTH, AFTER_COMMA).join(`\n${indent}      `);
        lines.push(`${indent}  - ${wrapped}${remarkOf([`${path}.${nameOf(item)}`])}`);
      }
    } else {
      lines.push(`${head}${remark}`);
      fields(value as { readonly [key: string]: Json }, path, `${indent}  `);
    }
  }

  function remarkOf(paths: readonly string[]): string {
    const because = paths.flatMap((p) => why.get(p) ?? []);
    return because.length === 0 ? '' : `  ${paint.dim(`# inferred: ${clip(because.join('; '), LINE)}`)}`;
  }

  /** The path itself and all below it. */
  function within(path: string): string[] {
    return inferences.map((i) => i.path).filter((p) => p === path || p.startsWith(`${path}.`));
  }
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** Items of a list are inferred by their names. */
const nameOf = (item: Json): string =>
  typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : '';

/** A value on one line. */
function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .filter(([k]) => k !== 'inferred')
      .map(([k, v]) => `${k}: ${flow(v)}`)
      .join(', ')} }`.replace('{  }', '{}');
  return typeof value === 'string' && /^[A-Za-z][\w ./%()>=-]*$/.test(value) ? value : JSON.stringify(value);
}
