import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { outputsOf, type Task, type TaughtCategory } from '../../src/contracts/task.ts';
import { models } from '../../src/models/index.ts';
import { matrix } from '../../src/table/matrix.ts';

/** Categories that the peer has. */
type PeerCategory = Exclude<TaughtCategory, 'ranking'>;

interface Golden {
  readonly peer: string;
  /** x column after column. */
  readonly sets: Record<PeerCategory, { readonly x: number[][]; readonly y: number[] }>;
  readonly cases: readonly {
    readonly model: string;
    readonly data: PeerCategory;
    readonly params: Record<string, unknown>;
    readonly weighted: boolean | 'whole';
    readonly scaled: boolean;
    readonly answers: number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/simple/simple.json'), 'utf8'),
);

const tasks: Record<PeerCategory, Task> = {
  binary: { category: 'binary', classes: ['malignant', 'benign'] },
  multiclass: { category: 'multiclass', classes: ['first', 'second', 'third'] },
  regression: { category: 'regression' },
};

/** The weights that make.py gives: in turn. */
const weightsOf = (rows: number, weighted: boolean | 'whole'): Float64Array | null => {
  if (weighted === false) return null;
  const turn = weighted === 'whole' ? [1, 2, 1, 3] : [1, 2, 1, 0.5];
  return Float64Array.from({ length: rows }, (_, r) => turn[r % 4]!);
};

describe(`answers equal those of ${golden.peer}`, () => {
  test.each(golden.cases.map((given) => ({ ...given, shown: JSON.stringify(given.params) })))(
    '$model on $data, weighted $weighted, $shown',
    async ({ model: name, data, params, weighted, scaled, answers }) => {
      const { x, y } = golden.sets[data];
      const columns = scaled ? x.map(scale) : x;
      const part = (held: boolean) => {
        const rows = [...y.keys()].filter((r) => (r % 4 === 3) === held);
        return {
          x: matrix(rows.length, x.length, Float64Array.from(columns.flatMap((c) => rows.map((r) => c[r]!)))),
          y: Float64Array.from(rows, (r) => y[r]!),
        };
      };
      const model = models.find((m) => m.name === name)!;
      const train = part(false);
      const state = await model.fit(
        {
          ...train,
          task: tasks[data],
          columns: x.map((_, c) => ({ name: `x${c}`, source: `x${c}` })),
          weights: weightsOf(train.y.length, weighted),
        },
        resolveParams(name, model.params, params).params,
        quietRun(),
      );
      const held = part(true);
      const out = new Float64Array(held.y.length * outputsOf(tasks[data]));
      model.open(state)(held.x, out);
      expect(out.length).toBe(answers.length);
      const apart = answers.map(
        (answer, i) => Math.abs(out[i]! - answer) / Math.max(Math.abs(answer), 1e-100),
      );
      expect(Math.max(...apart)).toBeLessThan(1e-9);
    },
  );
});

function scale(column: number[]): number[] {
  const mean = column.reduce((a, b) => a + b) / column.length;
  const deviation = Math.sqrt(column.reduce((sum, v) => sum + (v - mean) ** 2, 0) / column.length);
  return column.map((v) => (v - mean) / deviation);
}
