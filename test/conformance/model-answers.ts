import { expect } from 'vitest';
import type { Model } from '../../src/contracts/model.ts';
import type { State } from '../../src/contracts/state.ts';
import { isClassed, outputsOf, type Task } from '../../src/contracts/task.ts';
import type { Sample } from '../worlds/prediction-worlds.ts';

/** What a model answers for rows. */
export function predict(model: Model, state: State, rows: Pick<Sample, 'x' | 'y' | 'task'>): Float64Array {
  const out = new Float64Array(rows.y.length * outputsOf(rows.task)).fill(Number.NaN);
  model.open(state)(rows.x, out);
  return out;
}

/** Raw scores as the answers they stand for. */
export function linked(raw: Float64Array, task: Task): Float64Array {
  if (!isClassed(task)) return raw;
  if (task.category === 'binary') return raw.map((s) => 1 / (1 + Math.exp(-s)));
  const total = raw.reduce((sum, s) => sum + Math.exp(s), 0);
  return raw.map((s) => Math.exp(s) / total);
}

export function expectAnswers(said: Float64Array, task: Task): void {
  expect(said.every(Number.isFinite)).toBe(true);
  if (!isClassed(task)) return;
  expect(said.every((p) => p >= 0 && p <= 1)).toBe(true);
  const outputs = outputsOf(task);
  for (let r = 0; outputs > 1 && r < said.length; r += outputs)
    expect(said.subarray(r, r + outputs).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
}

/** Mean log loss, or mean squared error. */
export function lossOf({ task, y }: Sample, said: Float64Array): number {
  const outputs = outputsOf(task);
  const losses = y.map((truth, r) => {
    if (!isClassed(task)) return (said[r]! - truth) ** 2;
    const p = outputs > 1 ? said[r * outputs + truth]! : truth === 1 ? said[r]! : 1 - said[r]!;
    return -Math.log(Math.max(p, 1e-12));
  });
  return losses.reduce((a, b) => a + b) / y.length;
}

/** The mean or the class frequencies of the training rows. */
export function constantPredictions({ task, y }: Sample, rows: number): Float64Array {
  const outputs = outputsOf(task);
  const mean = (of: (truth: number) => number): number => y.reduce((sum, t) => sum + of(t), 0) / y.length;
  const one = Array.from({ length: outputs }, (_, k) => mean((t) => (outputs === 1 ? t : Number(t === k))));
  return Float64Array.from({ length: rows * outputs }, (_, i) => one[i % outputs]!);
}

export const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0);
