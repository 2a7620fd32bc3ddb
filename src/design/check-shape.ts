import { type Failure, fail, type Place } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { DesignPath } from './file.ts';

/**
 * Hold a value to a JSON Schema and say in plain words what is wrong.
 *
 * Own walk instead of a validator's: of a union it follows the branch that the user meant, and it knows near names.
 * It reads only the keywords that shape.ts uses.
 *
 * @param locate where in the file a path stands, 'key' for the name of the field
 * @returns every problem found; empty when the value fits
 */
export function checkShape(
  schema: Shape,
  value: unknown,
  locate: (path: DesignPath, at: 'value' | 'key') => Place,
): Failure[] {
  const found: Failure[] = [];
  walk(schema, value, []);
  return found;

  function walk(shape: Shape, got: unknown, path: DesignPath): void {
    const branch = shape.anyOf === undefined ? shape : meant(shape.anyOf, got);
    if (branch === undefined || !isKind(branch, got) || !isInRange(branch, got)) {
      const field = titleOf(path);
      const facts = { field, rule: ruleOf(shape), got: shown(got) };
      found.push(fail('design/field-invalid', facts, locate(path, 'value')));
    } else if (branch.type === 'array') {
      (got as readonly unknown[]).forEach((item, i) => {
        walk(branch.items!, item, [...path, i]);
      });
    } else if (branch.type === 'object') fields(branch, got as Readonly<Record<string, unknown>>, path);
  }

  function fields(shape: Shape, got: Readonly<Record<string, unknown>>, path: DesignPath): void {
    const known = Object.keys(shape.properties ?? {});
    const within = titleOf(path);
    const record = Object.values(shape.patternProperties ?? {})[0];
    for (const [field, value] of Object.entries(got)) {
      if (value === undefined) continue;
      const property = Object.hasOwn(shape.properties ?? {}, field) ? shape.properties![field] : record;
      if (property !== undefined) walk(property, value, [...path, field]);
      else if (shape.additionalProperties === false) {
        const facts = { field, within, known, near: nearest(field, known) };
        found.push(fail('design/field-unknown', facts, locate([...path, field], 'key')));
      }
    }
    for (const field of shape.required ?? [])
      if (got[field] === undefined) {
        const about = shape.properties![field]!.description ?? '';
        found.push(fail('design/field-missing', { field, within, about }, locate(path, 'value')));
      }
  }
}

/** The keywords of JSON Schema that a design's shape uses. */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Of the branches of a union, the one that the value seems meant for. */
function meant(branches: readonly Shape[], got: unknown): Shape | undefined {
  const flat = branches.flatMap((b) => b.anyOf ?? [b]);
  const fitting = flat.filter((b) => isKind(b, got));
  if (fitting.length < 2 || typeof got !== 'object' || got === null) return fitting[0];
  const shared = (b: Shape): number => Object.keys(got).filter((k) => b.properties?.[k] !== undefined).length;
  const requires = (b: Shape): number => ((b.required ?? []).every((k) => k in got) ? 0.5 : 0);
  return fitting.reduce((best, b) => (shared(b) + requires(b) > shared(best) + requires(best) ? b : best));
}

function isKind(shape: Shape, got: unknown): boolean {
  if (shape.const !== undefined) return got === shape.const;
  if (shape.enum !== undefined) return shape.enum.includes(got);
  switch (shape.type) {
    case 'object':
      return typeof got === 'object' && got !== null && !Array.isArray(got);
    case 'array':
      return Array.isArray(got);
    case 'integer':
      return Number.isInteger(got);
    case 'number':
      return typeof got === 'number' && Number.isFinite(got);
    default:
      return typeof got === shape.type;
  }
}

function isInRange(shape: Shape, got: unknown): boolean {
  if (typeof got === 'number') return got >= (shape.minimum ?? got) && got <= (shape.maximum ?? got);
  if (typeof got === 'string')
    return (
      got.length >= (shape.minLength ?? 0) &&
      (shape.pattern === undefined || new RegExp(shape.pattern).test(got))
    );
  return !Array.isArray(got) || got.length >= (shape.minItems ?? 0);
}

/** The rule in words: "a number in [0, 1], "f1" or "cost"". */
function ruleOf(shape: Shape): string {
  if (shape.anyOf !== undefined) return either(shape.anyOf.map(ruleOf));
  if (shape.enum !== undefined) return either(shape.enum.map((v) => JSON.stringify(v)));
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  const { minimum, maximum } = shape;
  const range =
    minimum !== undefined && maximum !== undefined
      ? ` in [${minimum}, ${maximum}]`
      : minimum !== undefined
        ? ` of at least ${minimum}`
        : '';
  switch (shape.type) {
    case 'integer':
      return `an integer${range}`;
    case 'number':
      return `a number${range}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${shape.minItems ? ` of at least ${shape.minItems} ${shape.minItems === 1 ? 'item' : 'items'}` : ''}`;
    case 'object':
      return 'an object';
    default:
      return shape.pattern === undefined
        ? 'a text'
        : 'at most 63 lower-case letters, digits and dashes, beginning with a letter';
  }
}

function either(rules: readonly string[]): string {
  const different = [...new Set(rules)];
  return different.length < 2
    ? different.join('')
    : `${different.slice(0, -1).join(', ')} or ${different.at(-1)}`;
}

/** "data.sources[0].file"; the design itself is "The design". */
function titleOf(path: DesignPath): string {
  if (path.length === 0) return 'The design';
  return path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i === 0 ? p : `.${p}`)).join('');
}

function shown(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
