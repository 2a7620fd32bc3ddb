import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import { random } from '../../../src/kernels/random.ts';
import { ItemSoftmax } from '../../../src/learn/nn/sequence/item-softmax.ts';
import { NONE, sessionSets } from '../../../src/learn/nn/sequence/session-rows.ts';
import { eventsOf } from '../../retrievers/retrieve.ts';

const ITEMS = 9;
const WIDTH = 4;
const PLACES = 300;
const r = random(5);
const drawn = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * r() - 1);
const hidden = drawn(PLACES * WIDTH);
const value = drawn(ITEMS * WIDTH);
const next = Int32Array.from({ length: PLACES }, () => Math.floor(r() * ITEMS));

function lossOf(softmax: ItemSoftmax, h: Float32Array, v: Float32Array) {
  const grad = new Float32Array(v.length);
  const hiddenGrad = new Float32Array(h.length);
  return { loss: softmax.loss(h, next, PLACES, { value: v, grad }, 1, hiddenGrad), grad, hiddenGrad };
}

/** By its words: minus the log of the share of e^score that the item has which came. */
function plainLoss(): number {
  let sum = 0;
  for (let i = 0; i < PLACES; i++) {
    const scores = Array.from({ length: ITEMS }, (_, k) =>
      Array.from({ length: WIDTH }, (_, j) => hidden[i * WIDTH + j]! * value[k * WIDTH + j]!).reduce(
        (a, b) => a + b,
      ),
    );
    sum += Math.log(scores.reduce((total, s) => total + Math.exp(s), 0)) - scores[next[i]!]!;
  }
  return sum;
}

describe('cross-entropy over items', () => {
  test('is that of all items, where none are drawn', () => {
    const softmax = new ItemSoftmax(ITEMS, WIDTH, 0, plainKernels);
    softmax.draw(random(1));
    expect(lossOf(softmax, hidden, value).loss).toBeCloseTo(plainLoss(), 3);
  });

  test('is near that of all items, where some are drawn, on average', () => {
    const softmax = new ItemSoftmax(ITEMS, WIDTH, 5, plainKernels);
    const draws = random(2);
    let mean = 0;
    for (let i = 0; i < 40; i++) {
      softmax.draw(draws);
      mean += lossOf(softmax, hidden, value).loss / 40;
    }
    expect(mean / plainLoss()).toBeGreaterThan(0.95);
    expect(mean / plainLoss()).toBeLessThan(1.02);
  });

  test.each([0, 5])('its slopes are those of two ways forward, with %d negatives', (negatives) => {
    const softmax = new ItemSoftmax(ITEMS, WIDTH, negatives, plainKernels);
    softmax.draw(random(3));
    const { grad, hiddenGrad } = lossOf(softmax, hidden, value);
    const along = { hidden: drawn(hidden.length), value: drawn(value.length) };
    const moved = (from: Float32Array, by: Float32Array, step: number) =>
      from.map((v, i) => v + step * by[i]!);
    const at = (step: number): number =>
      lossOf(softmax, moved(hidden, along.hidden, step), moved(value, along.value, step)).loss;
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
    const expected = dot(grad, along.value) + dot(hiddenGrad, along.hidden);
    const found = (at(1e-2) - at(-1e-2)) / 2e-2;
    expect(found / expected).toBeCloseTo(1, 2);
  });
});

describe('stretches of history', () => {
  const events = eventsOf(1, 9, [
    [0, 3, 1, 0],
    [0, 1, 1, 1],
    [0, 8, -1, 2],
    [0, 4, 1, 3],
    [0, 2, 1, 4],
  ]);

  test('are cut from the newest back, each with what came next', () => {
    const { train, held } = sessionSets(events, 2, undefined);
    expect(train.rows).toBe(2);
    expect([...train.item]).toEqual([1, 4, NONE, 3]);
    expect([...train.next]).toEqual([4, 2, NONE, 1]);
    expect(held.rows).toBe(0);
  });

  test('are judged by later events, where there are some', () => {
    const later = eventsOf(1, 9, [
      [0, 5, 1, 5],
      [0, 6, 1, 6],
    ]);
    const { train, held } = sessionSets(events, 3, later);
    expect(train.rows).toBe(1);
    expect([...held.item]).toEqual([4, 2, 5]);
    expect([...held.next]).toEqual([NONE, 5, 6]);
  });

  test('of every tenth user hold out the last step, where there are none', () => {
    const many = eventsOf(
      10,
      9,
      Array.from({ length: 40 }, (_, i) => [i % 10, Math.floor(i / 10), 1, i] as const),
    );
    const { train, held } = sessionSets(many, 5, undefined);
    expect(train.rows).toBe(10);
    expect([...train.item.slice(-5)]).toEqual([NONE, NONE, NONE, 0, 1]);
    expect([...held.item]).toEqual([NONE, NONE, 0, 1, 2]);
    expect([...held.next]).toEqual([NONE, NONE, NONE, NONE, 3]);
  });
});
