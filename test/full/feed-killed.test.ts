import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { fileCheckpoints } from '../../src/adapters/files/checkpoints.ts';
import { journalPath } from '../../src/adapters/server/writable-journal.ts';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { runJob } from '../../src/cli/job.ts';
import type { UserAction } from '../../src/contracts/product-event.ts';
import { random, randomInt } from '../../src/kernels/random.ts';
import { packKnown } from '../../src/recipe/feed/store-known.ts';
import { registryOf, versionOf } from '../../src/stages/deploy/registry.ts';
import { LiveFeed } from '../../src/stages/serve/feed/live-feed.ts';
import { feedLoader } from '../../src/stages/serve/feed/open-feed-version.ts';
import { ServedFeed } from '../../src/stages/serve/feed/served-feed.ts';
import { madeFeedProject } from '../http/made-feed-project.ts';
import { type ServedProcess, serveProject } from './served-system.ts';

const TYPES = ['impression', 'open', 'like', 'comment'];
const POSTS = 30;

const unwatched = (project: string) => ({
  project,
  progress: { begin() {}, at() {}, end() {} },
  signal: new AbortController().signal,
});

/** Readers who ask for pages and tell what they did, until the server is gone; answers the ids that were acknowledged. */
async function liveReaders(server: ServedProcess, seed: number, acknowledged: Set<string>): Promise<void> {
  const r = random(seed);
  for (let i = 0; ; i++) {
    const user = `u${randomInt(r, 20)}`;
    const events = Array.from({ length: 5 }, (_, e) => ({
      id: `${seed}-${i}-${e}`,
      type: TYPES[randomInt(r, TYPES.length)]!,
      user,
      item: `n${randomInt(r, POSTS)}`,
    }));
    try {
      const page = await server.post<{ posts: unknown[] }>('/v1/feed', { reader: user, k: 5 });
      expect(page.status).toBe(200);
      const { body } = await server.post<{ results: { result: string }[] }>('/v1/events', { events });
      body.results.forEach(({ result }, e) => {
        if (result === 'stored') acknowledged.add(events[e]!.id);
      });
    } catch {
      // Killed in the middle of a request: what was not answered may be there or not.
      return;
    }
  }
}

test('a server that is killed under load loses no acknowledged event, and counts right when it is back', async () => {
  const made = await madeFeedProject();
  const acknowledged = new Set<string>();
  try {
    // The first is stopped in good order, so that it leaves a checkpoint; those after it are killed.
    for (const round of [0, 1, 2]) {
      const server = await serveProject(made.folder);
      if (round === 0) {
        const items = Array.from({ length: POSTS }, (_, i) => ({
          item: `n${i}`,
          attributes: { author: `a${i % 7}`, topic: `t${i % 4}` },
        }));
        expect((await server.post('/v1/items', { items })).status).toBe(200);
      }
      const before = acknowledged.size;
      const readers = [1, 2, 3, 4].map((n) => liveReaders(server, 10 * round + n, acknowledged));
      while (acknowledged.size < before + 200) await new Promise((resolve) => setTimeout(resolve, 20));
      // While readers are answered, another process keeps what is known: from there the last start goes on.
      if (round === 1) {
        const seq = await runJob('keepKnown', { system: 'town', version: 1 }, unwatched(made.folder));
        expect(seq).toBeGreaterThan(before + 200);
      }
      await (round === 0 ? server.stop() : server.kill());
      await Promise.all(readers);
    }
    const journal = await openJournal(journalPath(made.store), { mode: 'write', what: 'test' });
    expect((await journal.verify()).problems).toEqual([]);
    const stored = await journal.read({ kind: 'event', system: 'town' });
    const ids = new Set(stored.map(({ id }) => id));
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);

    const artifacts = fileArtifacts(join(made.store, 'artifacts'));
    const loadFeed = feedLoader(artifacts);
    // As it is served now: from the checkpoint of the second round, and the journal behind it.
    const checkpoints = fileCheckpoints(join(made.store, 'checkpoints'));
    const served = new ServedFeed('town', { journal, clock: systemClock, loadFeed, checkpoints });
    await served.refresh();
    const { known } = served.maker.live;
    // As it comes to from the journal alone.
    const version = await loadFeed(versionOf(await registryOf(journal, 'town'), 1));
    const again = new LiveFeed('town', await version.origin(), version.learned);
    await again.follow(journal);
    expect(packKnown(known)).toEqual(packKnown(again.known));
    // And counted by hand.
    const actions = stored.map(({ body }) => JSON.parse(body) as UserAction);
    for (let i = 0; i < POSTS; i++) {
      const shown = actions.filter((a) => a.type === 'impression' && a.item === `n${i}`).length;
      expect(known.impressions.of(known.postTable.items.find(`n${i}`)!)).toBe(shown);
    }
    await journal.close();
  } finally {
    made.remove();
  }
});
