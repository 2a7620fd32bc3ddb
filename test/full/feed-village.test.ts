import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { wasmKernels } from '../../src/adapters/wasm/wasm-kernels.ts';
import type { FeedDesign } from '../../src/contracts/feed-design.ts';
import type { FeedRecord } from '../../src/contracts/feed-record.ts';
import { buildFeed, fittedFeed } from '../../src/stages/feed/build-feed.ts';
import { feedParts } from '../../src/stages/feed/feed-parts.ts';
import { gateFeed } from '../../src/stages/feed/gate-feed.ts';
import { trainFeed } from '../../src/stages/feed/train-feed.ts';
import { LOOKED_AT, villageDesign, villageLog } from '../worlds/feed-world.ts';

/** A village whose rules are known: what is measured of its feed must tell them. */
const ports = {
  clock: { now: () => 0, elapsed: () => 0 },
  kernels: wasmKernels(1),
  progress: { begin() {}, at() {}, end() {} },
  checkCancelled() {},
  artifacts: { put: async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') },
};
const log = villageLog({ readers: 60, posts: 120, pages: 1500, rows: 10 }, 1);
const build = async (design: FeedDesign): Promise<FeedRecord> =>
  (await buildFeed({ design, log, dataset: 'd', program: 'p', staleness: true }, ports as never)).trained;
const built = build(villageDesign);

test('how places are looked at is found', async () => {
  const { examination, judgement } = (await built).evaluation;
  expect(judgement).toBe('examined');
  examination!.slice(0, 6).forEach((at, place) => {
    expect(Math.abs(at - LOOKED_AT ** place)).toBeLessThan(0.1);
  });
});

test('pages by value bring clearly more than those shown, the newest and the popular, with less that is left at once', async () => {
  const { rankings } = (await built).evaluation;
  const of = (name: string) => rankings.find(({ ranking }) => ranking === name)!;
  for (const plain of ['shown', 'newest', 'popular', 'popularLately'])
    expect(of(plain).behind.low!, plain).toBeGreaterThan(0);
  expect(of('opens').behind.low!).toBeGreaterThan(0);
  expect(of('opens').heads.open!.value!).toBeGreaterThan(of('value').heads.open!.value!);
  expect(of('value').clickbait!).toBeLessThan(0.6 * of('opens').clickbait!);
  expect(of('value').heads.hide!.value!).toBeLessThan(of('opens').heads.hide!.value!);
});

test('both models are told apart from the rates, and readers who never react are told apart', async () => {
  const { choice, evaluation, parity } = await built;
  expect(choice.trials[choice.chosen]!.model).not.toBe('head-rates');
  expect(choice.trials[0]!.behind.low!).toBeGreaterThan(0);
  expect(evaluation.segments.map(({ value }) => value)).toContain('passive (never reacted)');
  expect(evaluation.staleness!.ages.length).toBeGreaterThan(2);
  expect(parity).toEqual({ rows: 500, reloaded: 0, single: 0 });
});

test('what answers learned anew from all pages but the newest; the gate compares on pages since the champion only', async () => {
  const { refit, manifest, evaluation } = await built;
  expect(refit!.rows + evaluation.rows).toBe(1500 * 10);
  expect(manifest.until).toBe(log.at.at(-1));
  const task = feedParts(villageDesign, log, ports as never);
  const challenger = await trainFeed(task, ports as never);
  const champion = { version: 1, fitted: fittedFeed(task, challenger.fitted, ports) };
  const plan = { everyMs: null, onDrift: false, promote: 'not-worse', margin: 0.01 } as const;
  const gate = (until: number) =>
    gateFeed({ task, challenger, champion: { ...champion, until }, plan }, ports as never);
  const { occasions } = task.test;
  const since = occasions.at[Math.floor(occasions.size / 3)]!;
  const verdict = gate(since)!;
  // The same model against itself: its features of the log are the same, to the last bit.
  expect(verdict.difference).toEqual({ value: 0, low: 0, high: 0 });
  expect(verdict.cases).toBe(new Set(occasions.reader.filter((_, p) => occasions.at[p]! > since)).size);
  expect(verdict).toMatchObject({ passed: true, champion: 1, metric: villageDesign.evaluation.primary });
  expect(verdict.says).toMatch(/ readers: .*surely not worse by more than 1 %$/);
  // No page came since: nothing can be compared.
  expect(gate(occasions.at.at(-1)!)).toBeNull();
});

test('the future planted in the log changes no feature, and no truth of the pages before it', () => {
  const until = Math.floor(log.at.length / 2);
  const later = log.at.map((_, e) => e).subarray(until);
  // What comes after half of the log becomes something else altogether: every event an opening of one post by one reader.
  const planted = {
    ...log,
    type: log.type.map((type, e) => (e < until ? type : 1)),
    post: log.post.map((post, e) => (e < until ? post : 0)),
    reader: log.reader.map((reader, e) => (e < until ? reader : 0)),
  };
  expect(later.length).toBeGreaterThan(0);
  const split = { validation: 0.05, test: 0.05 };
  const design = { ...villageDesign, data: { ...villageDesign.data, split } };
  const [was, is] = [feedParts(design, log, ports as never), feedParts(design, planted, ports as never)];
  const before = was.train.occasions.before.findLastIndex((event) => event < until * 0.9);
  const rows = was.train.occasions.start[before]!;
  for (const name of ['taste:log', 'post.open:log', 'moment:position']) {
    const c = was.columns.findIndex((column) => column.name === name);
    expect(is.columns[c]!.name).toBe(name);
    const column = (x: typeof was.train.x): Float64Array => x.data.subarray(c * x.rows, c * x.rows + rows);
    expect(column(is.train.x), name).toEqual(column(was.train.x));
  }
  expect(is.train.occasions.truth[0]!.slice(0, rows)).toEqual(was.train.occasions.truth[0]!.slice(0, rows));
});
