/**
 * The automatic recommender against EASE and iALS in numpy, both tuned on the same validation events.
 *
 *     node bench/recommend/quality/run.ts [set ...]        PYTHON=path/to/python (requirements.txt)
 *     SEARCH=45 seconds to try retrievers in; SPLITS=folder keeps what the baselines made, and uses it again
 *
 * Prints a Markdown table: NDCG@10 (or recall@20) of each on all test users who can be judged, and the difference of ours to the better
 * of the two with its 95 % interval, each user with himself. The bar: at least the better one less 1 %.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wasmKernels } from '../../../src/adapters/wasm/wasm-kernels.ts';
import { NEVER } from '../../../src/contracts/retriever.ts';
import { type AskedUser, askedUsers } from '../../../src/explain/ranking/asked-users.ts';
import { type ItemScorer, judgeUsers } from '../../../src/explain/ranking/judge-users.ts';
import { knownItems } from '../../../src/explain/ranking/known-items.ts';
import {
  type Cut,
  meanOf,
  pairedUserDifference,
  valuesOf,
} from '../../../src/explain/ranking/measure-lists.ts';
import type { EventSplit } from '../../../src/splitters/events/parts.ts';
import { automaticRetrievers } from '../../../src/stages/recommend/automatic-retrievers.ts';
import { cutOf } from '../../../src/stages/recommend/cuts.ts';
import { recommenderScorer } from '../../../src/stages/recommend/evaluate-recommender.ts';
import { trainRecommender } from '../../../src/stages/recommend/train-recommender.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';
import type { Interactions } from '../../../src/table/interactions.ts';
import { eventsOf, SEED, SETS } from './sets.ts';

const python = process.env.PYTHON ?? 'python3';
const kept = process.env.SPLITS ?? mkdtempSync(join(tmpdir(), 'millwright-quality-'));

interface Baselines {
  readonly users: readonly number[];
  readonly ease: Baseline;
  readonly ials: Baseline;
}

interface Baseline {
  readonly params: Readonly<Record<string, number>>;
  readonly test: number;
  readonly lists: readonly (readonly number[])[];
}

/** What numpy makes of a split: made once a folder. */
function baselinesOf(name: string, split: EventSplit, { metric, k }: Cut): Baselines {
  const folder = join(kept, name);
  const made = join(folder, 'baselines.json');
  if (!existsSync(made)) {
    mkdirSync(folder, { recursive: true });
    const write = (part: string, { users, start, item }: Interactions): void => {
      const lines: string[] = [];
      for (let u = 0; u < users; u++)
        for (let e = start[u]!; e < start[u + 1]!; e++) lines.push(`${u} ${item[e]}`);
      writeFileSync(join(folder, `${part}.txt`), `${lines.join('\n')}\n`);
    };
    const { users, items } = split.train;
    writeFileSync(join(folder, 'facts.json'), JSON.stringify({ users, items, measure: metric.name, k }));
    write('train', split.train);
    write('validation-past', split.validation.past);
    write('validation-wanted', split.validation.wanted);
    write('fitting', split.fitting);
    write('test-past', split.test.past);
    write('test-wanted', split.test.wanted);
    execFileSync(python, [join(import.meta.dirname, 'baselines.py'), folder], { stdio: ['ignore', 2, 2] });
  }
  return JSON.parse(readFileSync(made, 'utf8')) as Baselines;
}

async function compare(name: string): Promise<string> {
  const set = SETS[name];
  if (set === undefined) throw new Error(`no set ${name}: ${Object.keys(SETS).join(', ')}`);
  const events = await eventsOf(set);
  const split = set.split(events);
  const primary = cutOf(set.primary);
  const catalogue = bareCatalogue(events.items);
  const theirs = baselinesOf(name, split, primary);
  const silent = { begin: () => {}, at: () => {}, end: () => {} };
  const clock = { now: Date.now, elapsed: () => performance.now() };
  const began = performance.now();
  const { fitted, choice } = await trainRecommender(
    {
      system: name,
      data: { itemIds: Array.from({ length: events.items }, (_, i) => String(i)), catalogue, users: null },
      split,
      retrievers: automaticRetrievers(),
      ranker: 'auto',
      rerankers: [],
      primary,
      repeats: false,
      graded: false,
      candidates: 500,
      history: 2000,
      seed: SEED,
      searchSeconds: process.env.SEARCH === undefined ? null : Number(process.env.SEARCH),
    },
    {
      clock,
      kernels: wasmKernels(),
      scoringKernels: () => wasmKernels(1),
      progress: silent,
      checkCancelled: () => {},
    },
  );
  const seconds = (performance.now() - began) / 1000;
  console.error(`${name}: ${choice.because}`);
  const asked = askedUsers(split.test, catalogue, null, {
    repeats: false,
    graded: false,
    history: 2000,
    users: null,
    negatives: null,
    seed: SEED,
  });
  const known = knownItems(split.fitting);
  const values = (scorer: ItemScorer): Float64Array =>
    valuesOf(
      judgeUsers(asked, scorer, catalogue, primary.k, false, () => {}),
      primary,
      known,
    );
  const ours = values(recommenderScorer(fitted, primary.k, wasmKernels(1)));
  const rivals = (['ease', 'ials'] as const).map((rival) => values(listScorer(asked, theirs, theirs[rival])));
  const means = rivals.map(meanOf);
  const better = means.indexOf(Math.max(...means));
  const { value, low, high } = pairedUserDifference(ours, rivals[better]!, {
    samples: 2000,
    level: 0.95,
    seed: SEED,
  });
  const share = (x: number): string => `${((100 * x) / means[better]!).toFixed(1)} %`;
  const mix =
    choice.kind === 'model'
      ? `model over ${fitted.retrievers.map((r) => r.name).join(', ')}`
      : choice.sources.map((s) => `${s.retriever} ${s.weight}`).join(', ');
  return `| ${[
    name,
    set.primary,
    asked.length,
    digits(meanOf(ours)),
    ...means.map(digits),
    `${share(value!)} [${share(low!)}, ${share(high!)}]`,
    value! >= -0.01 * means[better]! ? 'yes' : 'no',
    mix,
    seconds.toFixed(0),
  ].join(' | ')} |`;
}

/** Lists that are made already, by user in the order in which they are asked. */
function listScorer(asked: readonly AskedUser[], { users }: Baselines, { lists }: Baseline): ItemScorer {
  const listOf = new Map(users.map((user, i) => [user, lists[i]!]));
  let next = 0;
  return (_query, _excluded, out) => {
    out.fill(NEVER);
    listOf.get(asked[next++]!.user)!.forEach((item, place) => {
      out[item] = -place;
    });
  };
}

const digits = (x: number): string => x.toFixed(4);

console.log('| set | measure | users | ours | EASE | iALS | ours to the better | within 1 % | mix | s |');
console.log('|---|---|---|---|---|---|---|---|---|---|');
const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(SETS)) console.log(await compare(name));
