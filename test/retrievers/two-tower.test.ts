import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainKernels } from '../../src/contracts/kernels.ts';
import { random } from '../../src/kernels/random.ts';
import { InBatchSoftmax } from '../../src/learn/nn/towers/in-batch-softmax.ts';
import { towerExamples } from '../../src/learn/nn/towers/tower-examples.ts';
import { twoTower } from '../../src/retrievers/two-tower.ts';
import { itemsOf } from '../../src/table/catalogue.ts';
import { categoryColumn, numberColumn } from '../../src/table/column.ts';
import { asked, eventsOf, scored } from './retrieve.ts';

type State = Parameters<typeof twoTower.open>[0];
const golden = JSON.parse(
  readFileSync(new URL('../golden/recommend/two-tower.json', import.meta.url), 'utf8'),
) as {
  facts: State['facts'];
  arrays: Record<string, number[]>;
  genres: (string | null)[];
  prices: (number | null)[];
  asked: { history: number[]; country: string }[];
  scores: number[][];
  batch: {
    users: number[];
    items: number[];
    met: number[];
    chance: number[];
    temperature: number;
    loss: number;
  };
};

test('scores as the same towers in numpy do, an item that came later too', () => {
  const arrays = Object.fromEntries(
    Object.entries(golden.arrays).map(([name, values]) => [name, Float32Array.from(values)]),
  );
  const open = twoTower.open({ facts: golden.facts, arrays });
  const kinds = golden.genres.filter((genre) => genre !== null);
  const codes = Int32Array.from(golden.genres, (genre) => (genre === null ? -1 : kinds.indexOf(genre)));
  const catalogue = itemsOf({
    rows: 5,
    schema: [
      { name: 'genre', type: 'nominal', dictionary: kinds },
      { name: 'price', type: 'continuous' },
    ],
    columns: new Map<string, ReturnType<typeof categoryColumn> | ReturnType<typeof numberColumn>>([
      ['genre', categoryColumn(codes, kinds)],
      ['price', numberColumn(Float64Array.from(golden.prices, (price) => price ?? Number.NaN))],
    ]),
  });
  golden.asked.forEach(({ history, country }, i) => {
    scored(open, asked(history, { context: { country } }), catalogue).forEach((score, item) => {
      expect(score).toBeCloseTo(golden.scores[i]![item]!, 4);
    });
  });
});

describe('the loss of a batch', () => {
  const { users, items, met, chance, temperature, loss } = golden.batch;
  const count = met.length;
  const width = users.length / count;
  const softmax = new InBatchSoftmax(count, width, plainKernels);
  const lossAt = (u: Float32Array, v: Float32Array) => {
    const [userGrad, itemGrad] = [new Float32Array(u.length), new Float32Array(v.length)];
    const found = softmax.loss(
      { value: u, grad: userGrad },
      { value: v, grad: itemGrad },
      Int32Array.from(met),
      Float64Array.from(chance, Math.log),
      count,
      temperature,
    );
    return { loss: found, userGrad, itemGrad };
  };
  const u = Float32Array.from(users);
  const v = Float32Array.from(items);

  test('is that of numpy: by cosine, without twins, what is often met made up for', () => {
    expect(lossAt(u, v).loss).toBeCloseTo(loss, 5);
  });

  test('its slopes are those of two ways forward', () => {
    const r = random(3);
    const along = { u: u.map(() => 2 * r() - 1), v: v.map(() => 2 * r() - 1) };
    const at = (step: number): number =>
      lossAt(
        u.map((x, i) => x + step * along.u[i]!),
        v.map((x, i) => x + step * along.v[i]!),
      ).loss;
    const { userGrad, itemGrad } = lossAt(u, v);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const expected = dot(userGrad, along.u) + dot(itemGrad, along.v);
    expect((at(1e-2) - at(-1e-2)) / 2e-2 / expected).toBeCloseTo(1, 2);
  });
});

test('each event but the first is an example, with those before it; later events are judged', () => {
  const events = eventsOf(2, 9, [
    [0, 3, 1, 0],
    [0, 4, -1, 1],
    [0, 5, 1, 2],
    [0, 6, 1, 3],
    [1, 2, 1, 0],
  ]);
  const shown = ({ user, met, from, to, past }: ReturnType<typeof towerExamples>['train']) =>
    Array.from(met, (item, i) => [user[i], [...past.subarray(from[i], to[i])], item]);
  const none = towerExamples(events, 1, undefined);
  expect(shown(none.train)).toEqual([
    [0, [3], 5],
    [0, [5], 6],
  ]);
  const later = towerExamples(events, 9, eventsOf(2, 9, [[1, 8, 1, 9]]));
  expect(shown(later.train)).toEqual([
    [0, [3], 5],
    [0, [3, 5], 6],
  ]);
  expect(shown(later.held)).toEqual([[1, [2], 8]]);
});
