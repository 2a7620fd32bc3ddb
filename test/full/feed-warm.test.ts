import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { FeedLog } from '../../src/contracts/feed-log.ts';
import { range } from '../../src/kernels/range.ts';
import { buildFeed, fittedFeed } from '../../src/stages/feed/build-feed.ts';
import { feedParts } from '../../src/stages/feed/feed-parts.ts';
import { refitFeed } from '../../src/stages/feed/refit-feed.ts';
import { trainFeed } from '../../src/stages/feed/train-feed.ts';
import { canGoOn, type WarmStart } from '../../src/stages/feed/warm-start.ts';
import { takeFrame } from '../../src/table/frame.ts';
import { villageDesign, villageLog } from '../worlds/feed-world.ts';

const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: wasmKernels(1),
  progress: { begin() {}, at() {}, end() {} },
  checkCancelled() {},
  artifacts: {
    put: async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  },
};
const log = villageLog({ readers: 60, posts: 120, pages: 1000, rows: 10 }, 1);
const design = {
  ...villageDesign,
  models: villageDesign.models.filter(({ name }) => name === 'linear-heads' || name === 'head-rates'),
};

/** The log as it was before an event. */
const asOf = (whole: FeedLog, events: number): FeedLog => ({
  ...whole,
  type: whole.type.subarray(0, events),
  reader: whole.reader.subarray(0, events),
  post: whole.post.subarray(0, events),
  at: whole.at.subarray(0, events),
  value: whole.value.subarray(0, events),
  request: whole.request.subarray(0, events),
  position: whole.position.subarray(0, events),
  propensity: whole.propensity.subarray(0, events),
  context: takeFrame(whole.context, range(events)),
});

test('a feed goes on from the version that answers, by the pages since; where it cannot it learns from scratch', async () => {
  const events = Math.floor(log.at.length * 0.6);
  const before = asOf(log, events);
  const old = feedParts(design, before, ports as never);
  const first = await trainFeed(old, ports as never);
  expect(first.fitted.model.name).toBe('linear-heads');
  const fitted = fittedFeed(old, await refitFeed(old, first.fitted, ports as never), ports as never);
  const start: WarmStart = { sha256: 'first', version: 1, fitted, until: before.at.at(-1)! };

  const input = { design, log, dataset: 'd', program: 'p', staleness: false, start };
  const { trained: warm } = await buildFeed(input, ports as never);
  expect(warm.manifest.parents.start).toBe('first');
  expect(warm.choice.because).toBe('linear-heads went on from version 1, by the pages since.');
  expect(warm.manifest.columns).toEqual(fitted.columns);
  expect(warm.manifest.dictionaries).toEqual(fitted.dictionaries);
  // Only pages that the first version has not seen choose and measure it.
  const task = feedParts(design, log, ports as never, start);
  expect(task.all.at.every((at) => at > start.until)).toBe(true);
  expect(warm.refit!.rows + warm.evaluation.rows).toBe(task.all.post.length);
  expect(task.all.size).toBeLessThan(0.45 * 1000);

  const heads = design.framing.heads.slice(0, -1);
  expect(canGoOn(start, { ...design, framing: { ...design.framing, heads } })).toBe(false);
  expect(canGoOn({ ...start, until: Number.POSITIVE_INFINITY }, design)).toBe(false);
  const columns = fitted.columns.slice(1);
  const other = { ...start, fitted: { ...fitted, columns } };
  expect(feedParts(design, log, ports as never, other).start).toBeUndefined();

  // What it was is not lost: its order brings more than that of plain rules, by pages that it never saw.
  for (const plain of ['shown', 'popular']) {
    const { behind } = warm.evaluation.rankings.find(({ ranking }) => ranking === plain)!;
    expect(behind.value!, plain).toBeGreaterThan(0);
  }
});
