import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { random } from '../../src/kernels/random.ts';
import { open } from '../../src/open.ts';
import { folderOf, runCli } from '../cli/run-cli.ts';
import { resultOf } from './refusal.ts';

/** Systems without a target through the real commands, on customers of three kinds of which a few are none of them. */
const KINDS = [
  { visits: 5, spend: 100, region: 'north' },
  { visits: 20, spend: 20, region: 'south' },
  { visits: 50, spend: 60, region: 'west' },
];
const STRANGE = 0.03;

function customers(rows: number): { csv: string; kinds: number[] } {
  const r = random(1);
  const near = (middle: number, width: number) => middle + width * (r() + r() + r() - 1.5);
  const kinds: number[] = [];
  const lines = Array.from({ length: rows }, () => {
    const kind = Math.floor(3 * r());
    const { visits, spend, region } = KINDS[kind]!;
    const strange = r() < STRANGE;
    kinds.push(strange ? -1 : kind);
    const [v, s] = strange ? [120 * r(), 400 * r()] : [near(visits, 4), near(spend, 15)];
    return `${v.toFixed(2)},${r() < 0.03 ? '' : s.toFixed(2)},${region},${strange ? 'yes' : 'no'}`;
  });
  return { csv: `visits,spend,region,fraud\n${lines.join('\n')}\n`, kinds };
}

const { csv, kinds } = customers(1500);
const evaluation = { interval: { samples: 20 } };
const dropped = { sources: ['shops.csv'], columns: { fraud: { drop: true } } };
const designs = {
  groups: { data: dropped, framing: { category: 'cluster', clusters: 3 }, evaluation },
  odd: { data: dropped, framing: { category: 'anomaly', share: STRANGE }, evaluation },
  known: { data: 'shops.csv', framing: { category: 'anomaly', share: STRANGE, target: 'fraud' }, evaluation },
};
const cwd = folderOf({
  'shops.csv': csv,
  ...Object.fromEntries(
    Object.entries(designs).map(([name, design]) => [`${name}.design.json`, JSON.stringify(design)]),
  ),
});

interface Run {
  readonly report: string;
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
  readonly models: readonly {
    readonly parity: { readonly reloaded: number; readonly singleRow: number; readonly http: number };
  }[];
}

/** Run, score the file, open the system and ask it of the first row: one answer, whichever way. */
async function lived(name: string) {
  const made = resultOf<Run>(await runCli(['run', name, '--json'], { cwd }));
  for (const { parity } of made.models) expect(parity).toMatchObject({ reloaded: 0, singleRow: 0, http: 0 });
  resultOf(await runCli(['predict', 'shops.csv', `${name}.jsonl`, '--system', name, '--json'], { cwd }));
  const rows = readFileSync(join(cwd, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { visits, spend, region } = rows[0]!;
  const system = await open(cwd, name);
  try {
    const answer = await system.predict({ visits, spend, region });
    return { made, rows, answer, report: readFileSync(join(cwd, made.report), 'utf8') };
  } finally {
    await system.close();
  }
}

test('clusters are the kinds that rows were drawn from', async () => {
  const { rows, answer, report } = await lived('groups');
  const pairs = new Set(
    rows.flatMap((row, i) => (kinds[i]! < 0 ? [] : [`${kinds[i]}${row.cluster_predicted}`])),
  );
  expect(pairs.size).toBe(3);
  expect(answer.label).toBe(String(rows[0]!.cluster_predicted));
  expect(Object.values(answer.scores!).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  expect(report).toContain('id="clusters"');
});

test('anomalies are the rows that are of no kind, as many as were asked for', async () => {
  const { rows, answer, report } = await lived('odd');
  const flagged = rows.flatMap((row, i) => (row.anomaly_predicted === 'anomalous' ? [kinds[i]!] : []));
  expect(flagged.length / rows.length).toBeGreaterThan(STRANGE / 2);
  expect(flagged.length / rows.length).toBeLessThan(STRANGE * 2);
  expect(flagged.filter((kind) => kind < 0).length / flagged.length).toBeGreaterThan(0.6);
  expect(answer.score).toBe(rows[0]!.anomaly_score);
  expect(report).toContain('id="anomalies"');
});

test('a target measures anomalies', async () => {
  const { made, rows } = await lived('known');
  expect(made.metrics.rocAuc!.value).toBeGreaterThan(0.9);
  expect(rows.some((row) => row.fraud_predicted === 'yes')).toBe(true);
});
