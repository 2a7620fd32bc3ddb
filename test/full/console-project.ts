import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTown } from '../../examples/news-feed/world/town.ts';
import { writeLog } from '../../examples/news-feed/world/write-log.ts';
import { random } from '../../src/kernels/random.ts';
import { runCli } from '../cli/run-cli.ts';
import { churnProject } from './churn-project.ts';
import { resultOf } from './refusal.ts';

const FEED = {
  kind: 'feed',
  data: {
    events: 'data/events.csv',
    posts: { file: 'data/posts.csv', group: 'group' },
    readers: 'data/readers.csv',
    follows: 'data/follows.csv',
  },
  framing: { heads: ['open', 'like', 'hide'], objectives: { value: { open: 1, like: 3, hide: -5 } } },
  models: ['head-rates', 'model-per-head'],
  evaluation: { interval: { samples: 20 }, staleness: false },
};
const SHOP = {
  kind: 'recommend',
  data: { interactions: 'bought.csv' },
  retrievers: ['most-popular', 'item-knn'],
  ranker: 'blend',
  evaluation: { interval: { samples: 20 } },
};

/** A project with a system of each kind, each with a version. before: what is done to its files first. */
export async function consoleProject(before: (folder: string) => void = () => {}): Promise<string> {
  const cwd = churnProject(300, {
    'shop.design.json': JSON.stringify(SHOP),
    'bought.csv': purchases(),
    'town.design.json': JSON.stringify(FEED),
  });
  writeLog(makeTown({ size: 'tiny', seed: 1 }), { folder: join(cwd, 'data'), format: 'csv' });
  writeFileSync(join(cwd, '.gitignore'), '.millwright/\n');
  before(cwd);
  for (const system of ['churn', 'shop', 'town']) resultOf(await runCli(['run', system, '--json'], { cwd }));
  return cwd;
}

/** The same, where a column, a category, an item, a topic and the title of a post are this text. */
export const hostileProject = (text: string): Promise<string> =>
  consoleProject((folder) => {
    const quoted = `"${text.replaceAll('"', '""')}"`;
    const replace = (file: string, what: RegExp): void => {
      const path = join(folder, file);
      const written = readFileSync(path, 'utf8');
      const spoilt = written.replace(what, (found) => found.replace(/[a-z0-9]+/i, () => quoted));
      if (spoilt === written) throw new Error(`${file} has nothing like ${what}`);
      writeFileSync(path, spoilt);
    };
    replace('churn.csv', /(?<=^.*,)contract(?=,)/);
    replace('churn.csv', /(?<=,)monthly(?=,)/g);
    replace('bought.csv', /(?<=,)i3(?=,)/g);
    replace('data/posts.csv', /(?<=^p[0-9]+,[0-9]+,a[0-9]+,)money(?=,)/gm);
  });

/** Sixty people who buy of two shelves, over half a year. */
function purchases(): string {
  const chance = random(7);
  const lines = ['userId,itemId,timestamp'];
  for (let user = 0; user < 60; user++)
    for (let n = 0; n < 12; n++) {
      const item = 2 * Math.floor(chance() * 20) + (user % 2);
      lines.push(`u${user},i${item},${1_700_000_000 + Math.floor(chance() * 180) * 86_400}`);
    }
  return `${lines.join('\n')}\n`;
}
