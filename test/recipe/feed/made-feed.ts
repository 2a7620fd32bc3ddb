import type { FittedFeed } from '../../../src/contracts/feed.ts';
import type { FeedLog } from '../../../src/contracts/feed-log.ts';
import { resolveParams } from '../../../src/contracts/params.ts';
import { quietRun } from '../../../src/contracts/run.ts';
import { feedSources } from '../../../src/feed-sources/index.ts';
import { random } from '../../../src/kernels/random.ts';
import { modelPerHead } from '../../../src/multitask/model-per-head.ts';
import { feedDictionaries } from '../../../src/recipe/feed/feed-dictionaries.ts';
import { feedFeatures } from '../../../src/recipe/feed/feed-features.ts';
import type { KnownFeed } from '../../../src/recipe/feed/known-feed.ts';
import { replayFeatures } from '../../../src/recipe/feed/replay-features.ts';
import { LogReplay } from '../../../src/recipe/feed/replay-log.ts';
import { rerankers } from '../../../src/rerankers/index.ts';
import { madeLog, madeOccasions, rules } from './made-log.ts';

export const step = (name: string, given = {}) => {
  const component = [...rerankers, ...feedSources].find((c) => c.name === name)!;
  return { name, params: resolveParams(name, component.params, given).params };
};

/** A feed that was fitted on made pages, and what was known at their end. Posts on topic t0 are opened far more often. */
export async function madeFeed(
  over: Partial<FittedFeed['design']> = {},
  log: FeedLog = madeLog(1),
): Promise<{ fitted: FittedFeed; known: KnownFeed }> {
  const occasions = madeOccasions(log, 2, 60);
  const dictionaries = feedDictionaries(rules, log, occasions, occasions.size);
  const { schema } = log.catalogue.attributes;
  const features = feedFeatures(rules, schema, log.readerAttributes!.schema, dictionaries);
  const replay = new LogReplay(rules, log, null);
  const x = replayFeatures(log, occasions, features, replay, quietRun());
  replay.advance(log.at.length, log.at.at(-1)!);
  const { heads } = rules.framing;
  const topic = features.columns.findIndex(({ name }) => name === 'post:topic');
  const r = random(9);
  const y = heads.map(() =>
    Float64Array.from({ length: x.rows }, (_, row) =>
      r() < (x.data[topic * x.rows + row] === 0 ? 0.9 : 0.1) ? 1 : 0,
    ),
  );
  const { params } = resolveParams('model-per-head', modelPerHead.params, {
    models: [{ name: 'boosted-trees', params: { rounds: 10, learningRate: 0.3 } }],
  });
  const set = { heads, columns: features.columns, x, y, weights: null };
  const state = await modelPerHead.fit(set, params as never, quietRun());
  const sources = feedSources.map(({ name }) => step(name));
  return {
    known: replay.known,
    fitted: {
      system: 'feed',
      design: { ...rules, sources, rerankers: [], ...over },
      texts: null,
      columns: features.columns,
      dictionaries,
      heads,
      model: { name: modelPerHead.name, version: modelPerHead.version, params, state },
      calibrators: heads.map(() => null),
    },
  };
}
