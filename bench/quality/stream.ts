/**
 * Models taken through a stream, each row answered before it is learned from, beside scikit-learn's on the same rows.
 *
 *     node bench/quality/stream.ts [set ...]        PYTHON=path/to/python (requirements.txt)
 *
 * elec2 (price up or down; nswprice and date left out, which give the answer away) and weather (rain at Offutt base) from
 * ../shared/data. The first tenth is fitted, by `millwright evaluate --prequential` and by stream.py; the rest comes row by
 * row, refits after every tenth of it, on a window as long as the first fit's rows or on all rows so far. Prints accuracy over
 * the rest: ours / theirs. Thresholds are 0.5 on both sides, parameters otherwise the defaults; SGD takes steps of 0.05.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Prequential, UPKEEP_WORDS, type Upkeep } from '../../src/contracts/prequential.ts';

const DATA = new URL('../../../shared/data/', import.meta.url).pathname;
const BIN = join(import.meta.dirname, '../../src/bin.ts');
const STREAMS = [
  {
    name: 'elec2',
    sql: `select 'd' || cast(day as integer) as day, 'p' || cast(round(period * 47) as integer) as period, nswdemand, vicprice,
      vicdemand, transfer, if(down = 1, 'down', 'up') as truth from '${DATA}elec2/elec2.parquet'`,
    positive: 'up',
    categories: ['day', 'period'],
    // They do not vary among the first rows, and would be left out.
    numbers: ['vicprice', 'vicdemand', 'transfer'],
  },
  {
    name: 'weather',
    sql: `select * exclude (rain), if(rain = 1, 'rain', 'dry') as truth from '${DATA}noaa-weather-drift/weather.parquet'`,
    positive: 'rain',
    categories: [],
    numbers: [],
  },
];
/** Ours, and what it is called on the other side. */
const PEERS: Readonly<Record<string, string>> = {
  'online-linear': 'sgd',
  logistic: 'logistic',
  'boosted-trees': 'boosted-trees',
};
type Accuracies = Readonly<Record<string, Readonly<Partial<Record<Upkeep, number>>>>> & {
  readonly repeat: number;
};

const engine = await DuckDBInstance.create(':memory:');
const connection = await engine.connect();
const asked = process.argv.slice(2);
for (const { name, sql, positive, categories, numbers } of STREAMS) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'millwright-stream-'));
  await connection.run(`create or replace temp table stream as ${sql}`);
  const rows = Number((await connection.runAndReadAll('select count(*) from stream')).getRows()[0]![0]);
  const begin = Math.floor(rows / 10);
  await connection.run(`copy (select * from stream limit ${begin}) to '${folder}/first.csv'`);
  await connection.run(`copy (select * from stream offset ${begin}) to '${folder}/rest.csv'`);
  const ours = learnedOn(folder, positive, numbers);
  const { refitEvery, window } = ours[0]!.prequential;
  const shape = [String(refitEvery), String(window), ...categories];
  const script = join(import.meta.dirname, 'stream.py');
  const python = process.env.PYTHON ?? 'python3';
  const theirs = JSON.parse(
    execFileSync(python, [script, folder, 'truth', positive, ...shape], {
      encoding: 'utf8',
      env: { OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1', ...process.env },
    }),
  ) as Accuracies;
  rmSync(folder, { recursive: true });
  console.log(`\n${name}: ${begin} rows to begin with, ${rows - begin} to come; ours / theirs`);
  console.log(`last truth repeated: ${theirs.repeat.toFixed(3)}`);
  for (const { model, prequential } of ours)
    for (const { upkeep, metrics } of prequential.ways) {
      if (upkeep === 'repeat') continue;
      const peer = theirs[PEERS[model]!]?.[upkeep]?.toFixed(3) ?? '-';
      console.log(
        `${model.padEnd(14)} ${UPKEEP_WORDS[upkeep].padEnd(32)} ${metrics.accuracy!.toFixed(3)} / ${peer}`,
      );
    }
}

/** What `evaluate --prequential` says of these models. */
function learnedOn(
  folder: string,
  positive: string,
  numbers: readonly string[],
): { model: string; prequential: Prequential }[] {
  const design = {
    framing: { target: 'truth', positive },
    data: {
      sources: ['first.csv'],
      columns: Object.fromEntries(numbers.map((column) => [column, { type: 'continuous' }])),
    },
    models: [{ name: 'online-linear', optimiser: 'sgd', rate: 0.05 }, 'logistic', 'boosted-trees'],
    evaluation: { primary: 'accuracy', metrics: ['accuracy'], interval: { samples: 20 } },
    serving: { threshold: 0.5 },
  };
  writeFileSync(join(folder, 'stream.design.json'), JSON.stringify(design));
  const args = ['evaluate', '--train', 'first.csv', '--test', 'rest.csv', '--design', 'stream.design.json'];
  const said = execFileSync(process.execPath, [BIN, ...args, '--prequential', '--json', '--quiet'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return JSON.parse(said).models;
}
