import { parseArgs } from 'node:util';
import { parametersSha256 } from './parameter-hash.ts';
import { SIZES, type SizeName } from './size.ts';
import { makeTown } from './town.ts';
import { writeLog } from './write-log.ts';

/** node main.ts log --size demo --seed 1 --folder data --format csv */
const USAGE = 'node main.ts log [--size tiny|demo|full] [--seed 1] [--folder data] [--format csv|jsonl]';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: 'demo' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: 'data' },
    format: { type: 'string', default: 'csv' },
  },
});
const size = values.size as SizeName;
const format = values.format as 'csv' | 'jsonl';
if (!(size in SIZES) || !['csv', 'jsonl'].includes(format) || positionals[0] !== 'log') {
  console.error(USAGE);
  process.exit(2);
}
console.log(`parameters ${parametersSha256()}`);
const { written } = writeLog(makeTown({ size, seed: Number(values.seed) }), {
  folder: values.folder,
  format,
});
console.log(JSON.stringify({ rows: written.rows, counts: written.counts }, null, 2));
