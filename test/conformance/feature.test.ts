import { describe, expect, test } from 'vitest';
import type { Feature, Target } from '../../src/contracts/feature.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import { packTensors, unpackTensors } from '../../src/contracts/pack.ts';
import { type ParamSpec, type ParamValue, resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import type { State } from '../../src/contracts/state.ts';
import { isClassed, type Task } from '../../src/contracts/task.ts';
import { features } from '../../src/features/index.ts';
import { range } from '../../src/kernels/range.ts';
import { type Column, type ColumnForm, columnRows, takeRows } from '../../src/table/column.ts';
import { isUnknown } from '../../src/table/forms.ts';
import { emptyLike, FITTABLE, type Made, NEW_ROWS, sentinel } from './feature-columns.ts';

/**
 * What every feature promises, asked of each one in the room, over every form that it accepts and every value of its
 * boolean and choice parameters. Nothing here knows a feature by its name.
 */
const tasks: readonly Task[] = [
  { category: 'binary', classes: ['no', 'yes'] },
  { category: 'multiclass', classes: ['a', 'b', 'c'] },
  { category: 'regression' },
];

interface Case {
  readonly says: string;
  readonly feature: Feature;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly form: ColumnForm;
  readonly task: Task;
}

function casesOf(feature: Feature): Case[] {
  const cases: Case[] = [];
  for (const form of feature.traits.accepts)
    for (const task of feature.traits.usesTarget ? tasks : tasks.slice(0, 1))
      for (const given of variations(feature.params)) {
        const { params, failures } = resolveParams(feature.name, feature.params, given);
        expect(failures).toEqual([]);
        cases.push({
          says: `${form}, ${task.category}, ${JSON.stringify(given)}`,
          feature,
          params,
          form,
          task,
        });
      }
  return cases;
}

/** The defaults, and each other value of each boolean and choice. */
function variations(specs: Readonly<Record<string, ParamSpec>>): Record<string, ParamValue>[] {
  const all: Record<string, ParamValue>[] = [{}];
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.type === 'boolean') all.push({ [name]: !spec.default });
    if (spec.type === 'choice')
      for (const choice of spec.choices) if (choice !== spec.default) all.push({ [name]: choice });
  }
  return all;
}

function targetFor(task: Task, rows: number): Target {
  const classes = isClassed(task) ? task.classes.length : 0;
  return {
    task,
    y: Float64Array.from({ length: rows }, (_, i) => (classes ? (i * 7) % classes : i * 1.5 - 3)),
  };
}

const targetOf = ({ feature, task }: Case, rows: number): Target | null =>
  feature.traits.usesTarget ? targetFor(task, rows) : null;

function learn(c: Case, made: Made, seed = 7): State {
  const rows = columnRows(made.column);
  return c.feature.fit({ name: 'x', column: made.column }, targetOf(c, rows), c.params, quietRun(seed));
}

function apply({ feature }: Case, state: State, column: Column, mark = 0): Column[] {
  const out = feature.outputs(state, 'x').map((o) => sentinel(o, columnRows(column), mark));
  feature.apply(state, column, out);
  return out;
}

/** To the last bit: numbers are compared by their bytes. */
const bits = (columns: readonly Column[]): unknown[] =>
  columns.map((c) => {
    if (c.form === 'number') return Array.from(new BigUint64Array(Float64Array.from(c.values).buffer));
    return c.form === 'category' ? [Array.from(c.codes), c.dictionary] : [...c.values];
  });

const gaps = (column: Column): boolean[] =>
  Array.from({ length: columnRows(column) }, (_, i) => isUnknown(column, i));

test('names in the room are unique', () => {
  expect(new Set(features.map((f) => f.name)).size).toBe(features.length);
});

describe.each(features.map((feature) => ({ name: feature.name, feature })))('$name', ({ feature }) => {
  test('describes itself', () => {
    expect(feature.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(feature.room).toBe('features');
    expect(Number.isInteger(feature.version) && feature.version >= 1).toBe(true);
    expect(feature.about).toMatch(/^[A-Z].*\.$/);
    expect(feature.traits.accepts.length).toBeGreaterThan(0);
    for (const spec of Object.values(feature.params)) expect(spec.about).toMatch(/\.$/);
    if (feature.traits.orders) expect(feature.traits.writes).toBe('category');
    if (feature.traits.scales) expect(feature.traits.writes).toBe('number');
  });

  describe.each(casesOf(feature))('$says', (c) => {
    const fittable = FITTABLE[c.form];

    test('outputs have unique names, the declared form, and final ones are numbers', () => {
      for (const made of fittable) {
        const outputs = feature.outputs(learn(c, made), 'x');
        expect(new Set(outputs.map((o) => o.name)).size).toBe(outputs.length);
        for (const o of outputs) {
          const writes = feature.traits.writes === 'same' ? c.form : feature.traits.writes;
          expect(o.form).toBe(o.final ? 'number' : writes);
          if (o.form === 'category') expect(new Set(o.dictionary).size).toBe(o.dictionary!.length);
        }
      }
    });

    test('leaves its input alone', () => {
      for (const made of fittable) {
        const before = bits([made.column]);
        const state = learn(c, made);
        apply(c, state, made.column);
        expect(bits([made.column])).toEqual(before);
      }
    });

    test('writes every row of every output', () => {
      for (const made of fittable) {
        const state = learn(c, made);
        for (const rows of [made.column, NEW_ROWS[c.form](made.column)])
          expect(bits(apply(c, state, rows, 1))).toEqual(bits(apply(c, state, rows, 2)));
      }
    });

    test('treats one row as it treats a batch', () => {
      for (const made of fittable) {
        const state = learn(c, made);
        const column = NEW_ROWS[c.form](made.column);
        const batch = apply(c, state, column);
        for (let i = 0; i < columnRows(column); i++) {
          const row = Int32Array.of(i);
          expect(bits(apply(c, state, takeRows(column, row)))).toEqual(
            bits(batch.map((b) => takeRows(b, row))),
          );
        }
      }
    });

    test('learns the same from the same seed, and survives being packed', () => {
      for (const made of fittable) {
        const state = learn(c, made);
        const packed = packTensors(state.arrays);
        const facts = canonicalJson(state.facts);
        const again = learn(c, made);
        expect(packTensors(again.arrays)).toEqual(packed);
        expect(canonicalJson(again.facts)).toBe(facts);
        const back: State = { facts: JSON.parse(facts), arrays: unpackTensors(packed) };
        expect(feature.outputs(back, 'x')).toEqual(feature.outputs(state, 'x'));
        const rows = NEW_ROWS[c.form](made.column);
        expect(bits(apply(c, back, rows))).toEqual(bits(apply(c, state, rows)));
      }
    });

    test('writes numbers that are finite or missing, and codes of its dictionary', () => {
      for (const made of fittable) {
        const state = learn(c, made);
        for (const out of apply(c, state, NEW_ROWS[c.form](made.column))) {
          if (out.form === 'number')
            for (const v of out.values) expect(Number.isFinite(v) || Number.isNaN(v)).toBe(true);
          if (out.form === 'category')
            for (const code of out.codes) expect(code >= -1 && code <= out.dictionary.length).toBe(true);
        }
      }
    });

    test('does with missing and unseen values what its trait says', () => {
      for (const made of fittable) {
        const state = learn(c, made);
        const rows = NEW_ROWS[c.form](made.column);
        const unknown = gaps(rows);
        feature.outputs(state, 'x').forEach((output, k) => {
          const wrote = gaps(apply(c, state, rows)[k]!);
          if (output.final || feature.traits.missing !== 'passes') expect(wrote).not.toContain(true);
          else expect(unknown.every((was, i) => !was || wrote[i])).toBe(true);
        });
      }
    });

    test('knows no rows and fits no rows', () => {
      for (const made of fittable)
        for (const out of apply(c, learn(c, made), takeRows(made.column, range(0))))
          expect(columnRows(out)).toBe(0);
    });

    test('keeps training rows of like scale when it says so', () => {
      if (!feature.traits.scales) return;
      for (const made of fittable)
        for (const out of apply(c, learn(c, made), made.column))
          if (out.form === 'number')
            for (const v of out.values)
              expect(Math.abs(v) <= Math.sqrt(out.values.length) || Number.isNaN(v)).toBe(true);
    });

    test('shows no training row its own target', () => {
      expect(feature.applyToTrainingRows !== undefined).toBe(feature.traits.usesTarget === true);
      if (!feature.applyToTrainingRows) return;
      const made = fittable[0]!;
      const target = targetFor(c.task, columnRows(made.column));
      const input = { name: 'x', column: made.column };
      const encoded = (y: Float64Array, mark: number): Column[] => {
        const told = { task: c.task, y };
        const state = feature.fit(input, told, c.params, quietRun(3));
        const out = feature.outputs(state, 'x').map((o) => sentinel(o, y.length, mark));
        feature.applyToTrainingRows!(state, input, told, c.params, quietRun(3), out);
        return out;
      };
      const honest = encoded(target.y, 1);
      expect(bits(encoded(target.y, 2))).toEqual(bits(honest));
      for (let i = 0; i < target.y.length; i++) {
        const other = target.y.slice();
        other[i] = other[i] === 0 ? 1 : 0;
        const row = Int32Array.of(i);
        expect(bits(encoded(other, 1).map((o) => takeRows(o, row)))).toEqual(
          bits(honest.map((o) => takeRows(o, row))),
        );
      }
    });
  });

  test.each(['number', 'category', 'text'] as const)('is not asked for %s unless it accepts it', (form) => {
    if (feature.traits.accepts.includes(form)) return;
    const column = FITTABLE[form][0]!.column;
    const c: Case = {
      says: '',
      feature,
      params: resolveParams('', feature.params, {}).params,
      form,
      task: tasks[0]!,
    };
    expect(() => {
      const state = learn(c, { says: '', column });
      feature.apply(
        state,
        column,
        feature.outputs(state, 'x').map((o) => emptyLike(o, columnRows(column))),
      );
    }).toThrow();
  });
});
