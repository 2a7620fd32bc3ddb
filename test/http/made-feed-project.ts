import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { openWritableJournal } from '../../src/adapters/server/writable-journal.ts';
import type { FeedManifest } from '../../src/contracts/feed.ts';
import { canonicalJson } from '../../src/contracts/json.ts';
import type { VersionBody } from '../../src/contracts/record.ts';
import { feedData } from '../../src/recipe/feed/store-feed.ts';
import { packKnown } from '../../src/recipe/feed/store-known.ts';
import { madeFeed } from '../recipe/feed/made-feed.ts';

/** A project folder with a made feed "town" as its champion: readers r0 .., posts p0 .., authors a0 ... */
export async function madeFeedProject(over: Parameters<typeof madeFeed>[0] = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-feed-'));
  const store = join(folder, '.millwright');
  const artifacts = fileArtifacts(join(store, 'artifacts'));
  const { fitted, known } = await madeFeed({ ...over });
  const { manifest, tensors } = feedData({ ...fitted, system: 'town' });
  const whole: FeedManifest = {
    ...manifest,
    tensors: await artifacts.put(tensors),
    known: await artifacts.put(packKnown(known)),
    parents: { dataset: '', design: '0'.repeat(64) },
    program: 'test',
  };
  const sha256 = await artifacts.put(new TextEncoder().encode(canonicalJson(whole as never)));
  const body: VersionBody = {
    version: 1,
    kind: 'feed',
    sha256,
    model: 'model-per-head',
    primary: 'ndcgAt10',
    metrics: {},
    trained: '0'.repeat(64),
    run: null,
  };
  const journal = await openWritableJournal(store, 'test');
  await journal.append([{ kind: 'version', system: 'town', id: '1', at: 0, body: JSON.stringify(body) }]);
  await journal.close();
  return { folder, store, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
