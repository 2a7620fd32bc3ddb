import { parseArgs } from 'node:util';
import { experimentCommand } from './experiment-command.ts';
import { liveCommand } from './live-command.ts';
import { parametersSha256 } from './parameter-hash.ts';
import { SIZES, type SizeName } from './size.ts';
import { DAY_MS } from './time.ts';
import { makeTown } from './town.ts';
import { valueCommand } from './value-command.ts';
import { writeLog } from './write-log.ts';

const USAGE = `node main.ts log   [--size demo] [--seed 1] [--folder data] [--format csv|jsonl] [--until-now]
node main.ts value [--size demo] [--seeds 5] [--candidates 300] [--scale parameter=factor | --scale all]
node main.ts experiment [--size demo] [--seeds 5] --first popular --second chronological
node main.ts live  [--size demo] [--seed 1] --url http://localhost:8080 --key KEY [--system name]
                   [--sessions 20] [--posts 1] [--haste 30] [--seconds 60] [--folder data]
sizes: ${Object.keys(SIZES).join(', ')}`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: 'demo' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '5' },
    scale: { type: 'string' },
    candidates: { type: 'string' },
    first: { type: 'string', default: 'popular' },
    second: { type: 'string', default: 'chronological' },
    folder: { type: 'string', default: 'data' },
    format: { type: 'string', default: 'csv' },
    'until-now': { type: 'boolean', default: false },
    url: { type: 'string', default: 'http://localhost:8080' },
    key: { type: 'string', default: '' },
    system: { type: 'string' },
    sessions: { type: 'string', default: '20' },
    posts: { type: 'string', default: '1' },
    haste: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '60' },
  },
});

const size = values.size as SizeName;
const seed = Number(values.seed);
const format = values.format as 'csv' | 'jsonl';
if (!(size in SIZES) || !['csv', 'jsonl'].includes(format)) {
  console.error(USAGE);
  process.exit(2);
}
console.log(`parameters ${parametersSha256()}`);

switch (positionals[0]) {
  case 'log':
    log();
    break;
  case 'value':
    await valueCommand({
      size,
      seeds: Number(values.seeds),
      scale: values.scale,
      candidates: values.candidates,
    });
    break;
  case 'experiment':
    await experimentCommand({
      size,
      seeds: Number(values.seeds),
      first: values.first,
      second: values.second,
    });
    break;
  case 'live':
    await liveCommand({ ...values, size, seed });
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}

/** A log that ends now begins at midnight, so many days ago as the size has. */
function log(): void {
  const now = Date.now();
  const startAt = Math.floor(now / DAY_MS) * DAY_MS - (SIZES[size].days - 1) * DAY_MS;
  const untilNow = values['until-now'];
  const town = makeTown({ size, seed, ...(untilNow ? { startAt } : {}) });
  const { written } = writeLog(town, { folder: values.folder, format, ...(untilNow ? { until: now } : {}) });
  console.log(JSON.stringify({ rows: written.rows, counts: written.counts }, null, 2));
}
