/**
 * A stream of rows whose rule drifts, scored before it is learned from: `node bench/linear/stream.ts`
 *
 * Electricity prices up or down (elec2; nswprice and date left out, which give the answer away) and rain at Offutt base
 * (weather), read from ../shared/data. The first tenth is fitted; then accuracy by tenths of the rest, of the model that goes
 * on learning, of the same model left as it was, of one fitted to everything that came before each window, and of who says
 * that nothing changes. Also with the last label among the columns, which is what who repeats it knows.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import type { MatrixColumn, TrainingSet } from '../../src/contracts/model.ts';
import { resolveParams } from '../../src/contracts/params.ts';
import { quietRun } from '../../src/contracts/run.ts';
import { measureByWindow, repeatLast, testThenTrain } from '../../src/explain/test-then-train.ts';
import { accuracy } from '../../src/metrics/accuracy.ts';
import { onlineLinear } from '../../src/models/online-linear.ts';
import { matrix, takeMatrix } from '../../src/table/matrix.ts';

const DATA = new URL('../../../shared/data/', import.meta.url).pathname;
const WINDOWS = 10;
const STREAMS = [
  {
    name: 'elec2',
    sql: `select cast(day as integer) - 1 as day, cast(round(period * 47) as integer) as period, nswdemand, vicprice, vicdemand,
      transfer, down from '${DATA}elec2/elec2.parquet'`,
    categories: { day: 7, period: 48 } as Record<string, number>,
  },
  { name: 'weather', sql: `select * from '${DATA}noaa-weather-drift/weather.parquet'`, categories: {} },
];

const engine = await DuckDBInstance.create(':memory:');
const connection = await engine.connect();
for (const { name, sql, categories } of STREAMS) {
  const reader = await connection.runAndReadAll(sql);
  const values = reader.getColumnsJson().map((column) => Float64Array.from(column, Number));
  const names = reader.columnNames();
  const y = values.pop()!;
  const last = y.map((_, r) => (r === 0 ? Number.NaN : y[r - 1]!));
  console.log(`\n${name}, ${y.length} rows; accuracy by tenths of what follows the first tenth, and of all`);
  for (const isLastKnown of [false, true]) {
    const data = isLastKnown ? [...values, last] : values;
    const columns = data.map((_, c): MatrixColumn => {
      const source = names[c] ?? 'last';
      const cardinality = c === values.length ? 2 : categories[source];
      return cardinality === undefined ? { name: source, source } : { name: source, source, cardinality };
    });
    const x = matrix(y.length, data.length, Float64Array.from(data.flatMap((column) => [...column])));
    const task = { category: 'binary', classes: ['no', 'yes'] } as const;
    await measured({ task, x, columns, y, weights: null }, isLastKnown ? ', knows the last label' : '');
  }
}

async function measured(set: TrainingSet, remark: string): Promise<void> {
  const begin = Math.floor(set.y.length / 10);
  const [first, rest] = [rowsOf(set, 0, begin), rowsOf(set, begin, set.y.length)];
  const size = Math.ceil(rest.y.length / WINDOWS);
  const show = (who: string, predicted: Float64Array): void => {
    const context = { task: set.task, threshold: 0.5 };
    const by = [size, rest.y.length].flatMap((n) => measureByWindow(accuracy, context, rest.y, predicted, n));
    console.log(`${who.padEnd(42)} ${by.map((v) => v.toFixed(3)).join('  ')}`);
  };
  if (remark === '') show('nothing changes', repeatLast(rest, first.y.at(-1)!));
  for (const given of [
    { optimiser: 'sgd', rate: 0.05 },
    { optimiser: 'ftrl', rate: 0.1 },
  ]) {
    const { params } = resolveParams('online-linear', onlineLinear.params, given) as never;
    const state = await onlineLinear.fit(first, params, quietRun());
    const frozen = new Float64Array(rest.y.length);
    onlineLinear.open(state)(rest.x, frozen);
    show(`${given.optimiser}, left as it was${remark}`, frozen);
    const refitted = new Float64Array(rest.y.length);
    for (let from = 0; from < rest.y.length; from += size) {
      const to = Math.min(rest.y.length, from + size);
      const fresh = await onlineLinear.fit(rowsOf(set, 0, begin + from), params, quietRun());
      onlineLinear.open(fresh)(rowsOf(rest, from, to).x, refitted.subarray(from, to));
    }
    show(`${given.optimiser}, fitted again by window${remark}`, refitted);
    for (const batch of [1, 48]) {
      const { predicted } = await testThenTrain(
        onlineLinear,
        state,
        rest,
        params,
        { batch, delay: 0 },
        quietRun(),
      );
      show(`${given.optimiser}, goes on, ${batch} at a time${remark}`, predicted);
    }
  }
}

function rowsOf(set: TrainingSet, from: number, to: number): TrainingSet {
  const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
  return { ...set, x: takeMatrix(set.x, rows), y: set.y.slice(from, to) };
}
