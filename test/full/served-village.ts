import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type RunningServer, startServer } from '../../src/cli/serve/start-server.ts';
import type { FeedAnswer } from '../../src/stages/serve/feed/feed-answer.ts';
import type { CategoryColumn } from '../../src/table/column.ts';
import { folderOf, runHere } from '../cli/run-cli.ts';
import { villageLog } from '../worlds/feed-world.ts';

const KEY = 'a-key-for-tests-only';

/** Readers r0 .. r39 in front of 400 pages of 6 of 200 posts; one of them may go by another name. */
function files(nameOf: (reader: string) => string): { readonly events: string; readonly posts: string } {
  const log = villageLog({ readers: 40, posts: 200, pages: 400, rows: 6 }, 1);
  const events = Array.from(log.at, (at, e) =>
    [
      nameOf(log.readers[log.reader[e]!]!),
      log.posts[log.post[e]!],
      log.types[log.type[e]!],
      new Date(at).toISOString(),
      Number.isNaN(log.value[e]!) ? '' : log.value[e],
      `q${log.request[e]}`,
      log.position[e],
    ].join(','),
  );
  const { attributes, addedAt } = log.catalogue;
  const valueIn = (name: string, post: number): string => {
    const { codes, dictionary } = attributes.columns.get(name) as CategoryColumn;
    return dictionary[codes[post]!]!;
  };
  const posts = log.posts.map((id, p) =>
    [id, new Date(addedAt[p]!).toISOString(), valueIn('author', p), valueIn('topic', p), (p % 10) / 10].join(
      ',',
    ),
  );
  return {
    events: `readerId,postId,type,at,value,requestId,position\n${events.join('\n')}\n`,
    posts: `postId,publishedAt,author,topic,loudness\n${posts.join('\n')}\n`,
  };
}

export interface ServedVillage {
  readonly folder: string;
  readonly server: RunningServer;
  ask(method: string, path: string, body?: object): Promise<{ status: number; json: never }>;
  /** A page for a reader, who opens its first post. */
  read(reader: string): Promise<FeedAnswer>;
}

interface VillageChoices {
  nameOf?(reader: string): string;
  /** The table of posts and the filters, as the design says them. */
  readonly posts?: string;
  readonly filters?: string;
  /** What is done in the folder before the feed learns. */
  first?(folder: string): Promise<void>;
}

/** A small feed from two files to a running server, by the real commands; its server notes what it shows. */
export async function servedVillage({
  nameOf = (reader) => reader,
  posts: table = "'posts.csv'",
  filters = 'mostBack: 0',
  first = async () => {},
}: VillageChoices = {}): Promise<ServedVillage> {
  const { events, posts } = files(nameOf);
  const folder = folderOf({ 'events.csv': events, 'posts.csv': posts });
  await first(folder);
  const design = join(folder, 'village.design.ts');
  writeFileSync(
    design,
    `export default {
  kind: 'feed',
  framing: { heads: ['open', 'like'], windowMinutes: 60, objectives: { value: { open: 1, like: 3 } } },
  data: { events: 'events.csv', posts: ${table}, impressions: { type: 'seen', served: true } },
  aggregates: [{ by: 'post', of: 'open' }, { by: ['reader', 'topic'], of: 'open' }],
  models: ['head-rates', 'model-per-head'],
  filters: { ${filters} },
  evaluation: { staleness: false, interval: { samples: 100 } },
  serving: { budgetMs: 60000 },
  monitoring: { windowRows: 200 },
  retrain: { every: '1h', margin: 0.5 },
};
`,
  );
  expect((await runHere(['run', 'village', '--quiet'], folder)).code).toBe(0);
  const settings = { host: '127.0.0.1', port: 0, keys: `admin:${KEY}`, programVersion: '1' };
  const server = await startServer(folder, settings);
  const ask: ServedVillage['ask'] = async (method, path, body) => {
    const response = await fetch(`${server.address}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: (await response.json()) as never };
  };
  return {
    folder,
    server,
    ask,
    async read(reader) {
      const page = (await ask('POST', '/v1/feed', { reader, k: 6 })).json as FeedAnswer;
      const open = { type: 'open', user: reader, item: page.posts[0]!.post, requestId: page.id };
      await ask('POST', '/v1/events', open);
      return page;
    },
  };
}
