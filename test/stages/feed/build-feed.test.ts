import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { FeedDesign } from '../../../src/contracts/feed-design.ts';
import type { FeedRecord } from '../../../src/contracts/feed-record.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { openFeedScorer } from '../../../src/recipe/feed/feed-scorer.ts';
import { feedFrom } from '../../../src/recipe/feed/store-feed.ts';
import { type BuiltFeed, buildFeed } from '../../../src/stages/feed/build-feed.ts';
import { feedLoader } from '../../../src/stages/serve/feed/open-feed-version.ts';
import { villageDesign, villageLog } from '../../worlds/feed-world.ts';

const stored = new Map<string, Uint8Array>();
const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: quietRun().kernels,
  progress: { begin() {}, at() {}, end() {} },
  checkCancelled() {},
  artifacts: {
    async put(bytes: Uint8Array) {
      const name = createHash('sha256').update(bytes).digest('hex');
      stored.set(name, bytes);
      return name;
    },
    get: async (name: string) => stored.get(name)!,
    has: async (name: string) => stored.has(name),
  },
};
const design: FeedDesign = {
  ...villageDesign,
  models: villageDesign.models
    .filter(({ name }) => name === 'head-rates' || name === 'shared-body')
    .map(({ name, params }) => ({
      name,
      params: { ...params, ...('epochs' in params && { epochs: 6, units: 16 }) },
    })),
};
const log = villageLog({ readers: 20, posts: 40, pages: 240, rows: 6 }, 1);
const build = (): Promise<BuiltFeed> =>
  buildFeed({ design, log, dataset: 'd', program: 'p', staleness: false }, ports as never);
const first = build();

test('a feed learns, is chosen, measured, proven and stored; the same seed gives the same', async () => {
  const built = await first;
  const record = JSON.parse(new TextDecoder().decode(stored.get(built.record.models[0]!))) as FeedRecord;
  expect(record).toEqual(JSON.parse(JSON.stringify(built.trained)));
  const { choice, evaluation, parity } = record;
  expect(choice.trials.map(({ model }) => model)).toEqual(['head-rates', 'shared-body']);
  expect(choice.trials[choice.chosen]!.model).toBe('shared-body');
  expect(choice.because).toContain('shared-body');
  expect(parity).toEqual({ rows: evaluation.rows, reloaded: 0, single: 0 });
  expect(evaluation.heads.map(({ head }) => head)).toEqual(['open', 'skip', 'dwell', 'like', 'hide']);
  expect(evaluation.rankings.map(({ ranking }) => ranking)).toEqual([
    'value',
    'opens',
    'time',
    'shown',
    'newest',
    'popular',
    'popularLately',
  ]);
  const shares = evaluation.importances!.map(({ share }) => share);
  expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  expect(shares.every((share, i) => i === 0 || share <= shares[i - 1]!)).toBe(true);
  // Pages have six posts.
  expect(evaluation.atCuts!.map(({ k }) => k)).toEqual([1, 2, 3, 5]);
  expect(evaluation.atCuts![0]!.exposure).toHaveLength(evaluation.rankings.length);
  expect(evaluation.contributions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect((await build()).sha256).toBe(built.sha256);
});

test('what was stored is read back as it was, and says the same', async () => {
  const { trained } = await first;
  const { manifest } = trained;
  const fitted = feedFrom(manifest, stored.get(manifest.tensors)!);
  const x = { rows: 1, cols: fitted.columns.length, data: new Float64Array(fitted.columns.length) };
  const out = new Float64Array(fitted.heads.length);
  openFeedScorer(fitted)(x, out);
  const [open, skip, , like] = out;
  // Given the opening, they are never likelier than it.
  expect(open! > 0 && open! < 1 && skip! <= open! && like! <= open!).toBe(true);
  expect(() => feedFrom({ ...manifest, calibrators: [] }, stored.get(manifest.tensors)!)).toThrow(
    /calibrators/,
  );
});

test('a log of too few pages is refused', async () => {
  const few = { ...design, data: { ...design.data, split: { validation: 0.001, test: 0.001 } } };
  await expect(
    buildFeed({ design: few, log, dataset: 'd', program: 'p', staleness: false }, ports as never),
  ).rejects.toMatchObject({ code: 'feed/too-few-pages' });
});

test('what was stored makes pages of what was known when its data ended', async () => {
  const { trained } = await first;
  const load = feedLoader(ports.artifacts as never);
  const version = await load({ version: 1, sha256: trained.sha256, model: '' } as never);
  const known = await version.origin();
  const request = {
    reader: 0,
    k: 5,
    now: log.at.at(-1)! + 60_000,
    context: {},
    before: [],
    worth: design.framing.objectives[design.framing.rankBy]!,
    seed: 1,
    explain: false,
  };
  const { entries } = version.open(known).page(request, known);
  expect(entries.length).toBeGreaterThan(0);
  for (const { heads } of entries) expect(heads.every((said) => said >= 0)).toBe(true);
  // A stranger is shown something too.
  expect(version.open(known).page({ ...request, reader: -1 }, known).entries.length).toBeGreaterThan(0);
});
