import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { random } from '../../src/kernels/random.ts';
import type { Interactions } from '../../src/table/interactions.ts';
import { made } from './factor-worlds.ts';

/**
 * `millwright evaluate --train --test` of a million made events with times, as anybody calls it: no budget given, all
 * retrievers that apply are tried. Prints the seconds of the whole command, the processor time of its processes, and what
 * it found. Goal: 120 s.
 *
 * node bench/recommend/evaluate.bench.ts
 */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'millwright-evaluate-'));

/** Lines "user item rating time"; users go through theirs in an order by chance. */
async function write(
  name: string,
  parts: readonly Interactions[],
  days: readonly [number, number],
): Promise<string> {
  const path = join(folder, name);
  const out = createWriteStream(path);
  const r = random(7);
  for (const { users, start, item } of parts)
    for (let u = 0; u < users; u++) {
      const lines: string[] = [];
      for (let e = start[u]!; e < start[u + 1]!; e++) {
        const at = 1_600_000_000 + Math.floor(86_400 * (days[0] + (days[1] - days[0]) * r()));
        lines.push(`${u}\t${item[e]}\t1\t${at}\n`);
      }
      out.write(lines.join(''));
    }
  out.end();
  await finished(out);
  return path;
}

const world = made('million', 20_000, 5000, 1_080_000);
const events = [world.train, world.validation, world.test].reduce((n, { item }) => n + item.length, 0);
console.log(`${events.toLocaleString('en')} events, ${world.train.users} users, ${world.train.items} items`);
const train = await write('train.tsv', [world.train, world.validation], [0, 300]);
const test = await write('test.tsv', [world.test], [300, 330]);
const command = [process.execPath, 'src/bin.ts', 'evaluate', '--train', train, '--test', test];
const done = spawnSync('bash', ['-c', `time -p ${command.join(' ')}`], { cwd: root, encoding: 'utf8' });
rmSync(folder, { recursive: true });
console.log(done.stdout);
console.log(done.stderr.trim().split('\n').slice(-3).join(', '));
if (done.status !== 0) throw new Error(done.stderr);
