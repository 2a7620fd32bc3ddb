import { expect, test } from 'vitest';
import { plainKernels } from '../../../src/contracts/kernels.ts';
import type { RecommendData } from '../../../src/contracts/recommend-data.ts';
import type { LabelRule, RecommendDesign } from '../../../src/contracts/recommend-design.ts';
import { random, randomInt } from '../../../src/kernels/random.ts';
import { splitEvents } from '../../../src/splitters/events/index.ts';
import type { EventSplit } from '../../../src/splitters/events/parts.ts';
import { compareObjectives } from '../../../src/stages/recommend/compare-objectives.ts';
import { cutOf } from '../../../src/stages/recommend/cuts.ts';
import { trainRecommender } from '../../../src/stages/recommend/train-recommender.ts';
import { whichObjective } from '../../../src/stages/recommend/which-objective.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';
import { interactionsFrom } from '../../../src/table/interactions.ts';

const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: plainKernels,
  progress: { begin: () => {}, at: () => {}, end: () => {} },
  checkCancelled: () => {},
};
const USERS = 150;
const ITEMS = 30;

/** Items from 20 on are clicked by all and bought by nobody; of the others the first are bought most. */
function shop() {
  const r = random(8);
  const rows: [number, number, boolean][] = [];
  for (let u = 0; u < USERS; u++)
    for (let e = 0; e < 20; e++) {
      const buys = r() < 0.3;
      rows.push([u, buys ? Math.floor(20 * r() ** 3) : 20 + randomInt(r, 10), buys]);
    }
  const columns = {
    user: Int32Array.from(rows, ([u]) => u),
    item: Int32Array.from(rows, ([, i]) => i),
    at: Float64Array.from(rows, (_, e) => (e % 20) * 1000 + r()),
  };
  const by = (click: number, buy: number) =>
    interactionsFrom(USERS, ITEMS, {
      ...columns,
      weight: Float32Array.from(rows, (row) => (row[2] ? buy : click)),
    });
  return { click: by(1, 0), buy: by(0, 1) };
}

const { click, buy } = shop();
const data: RecommendData = {
  events: click,
  itemIds: Array.from({ length: ITEMS }, (_, i) => String(i)),
  userIds: Array.from({ length: USERS }, (_, u) => String(u)),
  catalogue: bareCatalogue(ITEMS),
  users: null,
  objectives: Object.fromEntries(
    [click, buy, { weight: new Float32Array(click.item.length) }].map(({ weight }, i) => [
      ['click', 'purchase', 'refund'][i]!,
      { weight, gain: new Float32Array() },
    ]),
  ),
  business: { weight: buy.weight, gain: new Float32Array() },
};
const rule = (says: string): LabelRule => ({ says, actions: null, atLeast: null, weighted: false });
const split = { name: 'time', validation: 0.1, test: 0.2, optOut: false } as const;
const design = {
  framing: {
    label: rule('click'),
    objectives: { click: rule('click'), purchase: rule('buy'), refund: rule('refund') },
    objective: 'click',
    business: { label: rule('what is bought'), metric: 'worthAt10' },
    repeats: true,
  },
  data: { split },
  evaluation: { samples: 200, level: 0.95 },
  serving: { history: 100 },
  seed: 1,
} as unknown as RecommendDesign;

const learn = (of: RecommendData, parts: EventSplit) =>
  trainRecommender(
    {
      system: 'shop',
      data: of,
      split: parts,
      retrievers: [{ name: 'most-popular', params: {}, search: false }],
      ranker: 'blend',
      rerankers: [],
      primary: cutOf('ndcgAt10'),
      repeats: true,
      graded: false,
      candidates: 30,
      history: 100,
      seed: 1,
      searchSeconds: null,
    },
    ports,
  );

test('the objective that brings most to the business is told, with how much and how surely', async () => {
  const answers = await learn(data, splitEvents(click, split, 1));
  const found = await compareObjectives(design, data, answers, (of, _, parts) => learn(of, parts), ports);
  expect(found!.objectives.map((o) => o.name)).toEqual(['purchase', 'click', 'refund']);
  const [purchase, clicks, refund] = found!.objectives;
  expect(purchase!.value.value).toBeGreaterThan(0.5);
  expect(clicks).toMatchObject({ answers: true, skipped: null });
  expect(clicks!.behind.low).toBeGreaterThan(0);
  expect(clicks!.behind.value).toBeCloseTo(purchase!.value.value! - clicks!.value.value!, 10);
  expect(refund!.skipped).toBe('no validation event counts for it');
  expect(found!.sure).toBe(true);
  expect(found!.because).toMatch(
    /^Use purchase: .* more than those of click.*Another objective answers now\./,
  );
});

test('one that cannot be told apart is said to be so', () => {
  const value = { value: 0.5, low: 0.4, high: 0.6 };
  const line = { says: '', answers: false, value, fitSeconds: 0, skipped: null };
  const behind = (low: number) => ({ value: 0.1, low, high: 0.2 });
  const none = { value: null, low: null, high: null };
  const text = whichObjective(
    [
      { ...line, name: 'a', behind: none },
      { ...line, name: 'b', behind: behind(-0.1) },
      { ...line, name: 'c', behind: behind(0.05) },
    ],
    'worthAt10',
    false,
  );
  expect(text).toContain('a (0.5000) and b (0.5000) cannot be told apart');
  expect(text).toContain('c surely brings less');
});
