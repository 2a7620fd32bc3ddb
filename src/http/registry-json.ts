import { isClassed } from '../contracts/task.ts';
import { roleOf } from '../stages/deploy/registry.ts';
import type { ServedFeed } from '../stages/serve/feed/served-feed.ts';
import type { ServedRecommender } from '../stages/serve/recommend/served-recommender.ts';
import type { Served } from '../stages/serve/served-project.ts';
import type { ServedSystem } from '../stages/serve/served-system.ts';
import type { Schema } from '../table/schema.ts';

export const instant = (at: number): string => new Date(at).toISOString();

/** A system as clients see it: what it takes, what it has, who answers, and how that came to be. */
export function registryJson(served: Served): object {
  const { name, kind, registry } = served;
  const named = (version: number | null): string | null => (version === null ? null : `${name}@${version}`);
  return {
    system: name,
    kind,
    ...factsOf(served),
    champion: named(registry.champion),
    challenger: named(registry.challenger),
    versions: registry.versions.map(({ version, model, sha256, primary, metrics, at, dataTo }) => ({
      version: named(version),
      model,
      sha256,
      role: roleOf(registry, version),
      registeredAt: instant(at),
      dataTo: dataTo === undefined ? null : instant(dataTo),
      primary,
      metrics,
    })),
    history: registry.history.map(({ action, version, from, by, why, at }) => ({
      action,
      version: named(version),
      from: named(from),
      by,
      why,
      at: instant(at),
    })),
  };
}

function factsOf(served: Served): object {
  if (served.kind === 'predict') return predictorJson(served);
  return served.kind === 'recommend' ? recommenderJson(served) : feedJson(served);
}

const columnsJson = (columns: Schema): object[] =>
  columns.map(({ name, type, dictionary }) => ({
    name,
    type,
    ...(dictionary !== undefined && { values: dictionary }),
  }));

const predictorJson = ({ champion: { pipeline, threshold } }: ServedSystem): object => ({
  category: pipeline.task.category,
  classes: isClassed(pipeline.task) ? pipeline.task.classes : null,
  threshold,
  inputs: columnsJson(pipeline.inputs),
});

const recommenderJson = ({ champion: { fitted }, maker: { state } }: ServedRecommender): object => ({
  items: state.items.catalogue.live.reduce((sum, live) => sum + live, 0),
  users: state.users,
  attributes: columnsJson(state.items.schema),
  retrievers: fitted.retrievers.map((r) => r.name),
  rerankers: fitted.rerankers.map((r) => r.name),
});

const feedJson = ({ champion: { fitted }, maker: { live, worth } }: ServedFeed): object => ({
  posts: live.known.posts.live.reduce((sum, there) => sum + there, 0),
  readers: live.known.readers.ids.length,
  attributes: columnsJson(live.known.postTable.items.schema),
  heads: fitted.heads.map(({ name, kind, given }) => ({ name, kind, given })),
  worth,
  sources: fitted.design.sources.map((s) => s.name),
  rerankers: fitted.design.rerankers.map((r) => r.name),
});
