/**
 * Numbers out of a DuckDB table into typed arrays, and what bounds it:
 *
 *     node bench/engine/typed.ts [rows=2000000] [columns=20]
 *
 * In turns of three rounds, the least wall and processor time of each, all threads counted: DuckDB summing the columns
 * (what reading them costs it), its chunks fetched and thrown away (what handing them over costs), the plain loop that
 * copies one chunk and then asks for the next, and the engine's reading, NULL included. Peak memory is that of the whole.
 */
import { availableParallelism } from 'node:os';
import { openDatabase } from '../../src/adapters/duckdb/database.ts';
import { readColumns } from '../../src/adapters/duckdb/read-frame.ts';
import type { Schema } from '../../src/table/schema.ts';

const rows = Number(process.argv[2] ?? 2_000_000);
const width = Number(process.argv[3] ?? 20);
const ROUNDS = 3;

const db = await openDatabase({ threads: availableParallelism(), memoryBytes: 2 ** 33 }, {});
const places = Array.from({ length: width }, (_, i) => i);
const made = places.map((i) => `((hash(i * ${i + 7}) % 1000003)::DOUBLE / 1000) AS c${i}`);
await db.run(`CREATE TABLE t AS SELECT ${made.join(', ')} FROM range(${rows}) r(i)`);
const schema: Schema = places.map((i) => ({ name: `column ${i}`, type: 'continuous' }));

const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  'sums in SQL': () => db.rows(`SELECT ${places.map((i) => `sum(c${i})`).join(', ')} FROM t`),
  'chunks thrown away': () => chunks(() => {}),
  'plain loop': () => {
    const to = places.map(() => new Float64Array(rows));
    return chunks((chunk, row) => {
      for (const i of places) {
        const { items } = chunk.getColumnVector(i) as unknown as { items: Float64Array };
        to[i]!.set(items, row);
      }
    });
  },
  'engine, typed arrays': () => readColumns(db, 't', schema, places, rows),
};

type Chunk = Awaited<ReturnType<Awaited<ReturnType<typeof db.connection.stream>>['fetchChunk']>>;

async function chunks(take: (chunk: NonNullable<Chunk>, row: number) => void): Promise<void> {
  const result = await db.connection.stream('FROM t');
  for (let row = 0; ; ) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    take(chunk, row);
    row += chunk.rowCount;
  }
}

const least = new Map<string, { wall: number; cpu: number; system: number }>();
for (let round = 0; round < ROUNDS; round++)
  for (const [name, way] of Object.entries(ways)) {
    const start = performance.now();
    const used = process.cpuUsage();
    await way();
    const { user, system } = process.cpuUsage(used);
    const before = least.get(name) ?? { wall: Infinity, cpu: Infinity, system: Infinity };
    least.set(name, {
      wall: Math.min(before.wall, (performance.now() - start) / 1000),
      cpu: Math.min(before.cpu, (user + system) / 1e6),
      system: Math.min(before.system, system / 1e6),
    });
  }
await db.close();

for (const [name, { wall, cpu, system }] of least)
  console.log(
    `${name.padEnd(22)} ${wall.toFixed(2)} s, processor ${cpu.toFixed(2)} s (system ${system.toFixed(2)}): ${(rows / wall / 1e6).toFixed(1)} M rows/s, ${(rows / cpu / 1e6).toFixed(1)} M rows a processor second`,
  );
console.log(
  `${rows} rows x ${width}; at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB, of which ${((2 * 8 * rows * width) / 2 ** 20).toFixed(0)} the table and one copy`,
);
