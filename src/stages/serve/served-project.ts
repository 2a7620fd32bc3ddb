import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { registeredKinds, type SystemKind } from '../deploy/registry.ts';
import { type FeedPorts, ServedFeed } from './feed/served-feed.ts';
import { type RecommendPorts, ServedRecommender } from './recommend/served-recommender.ts';
import { ServedSystem, type ServePorts } from './served-system.ts';

/** A system of any kind: what it takes to deploy versions of it. */
export type Served = ServedSystem | ServedRecommender | ServedFeed;

/** Every system of a project that has a model, in service in one process. */
export class ServedProject {
  /** Those that predict. */
  readonly systems = new Map<string, ServedSystem>();
  readonly recommenders = new Map<string, ServedRecommender>();
  readonly feeds = new Map<string, ServedFeed>();
  readonly #ports: ServePorts & RecommendPorts & FeedPorts;

  constructor(ports: ServePorts & RecommendPorts & FeedPorts) {
    this.#ports = ports;
  }

  /** Of every kind. */
  get all(): readonly Served[] {
    return [...this.systems.values(), ...this.recommenders.values(), ...this.feeds.values()];
  }

  /** Open systems that are new, and take over what was deployed in the others. Throws when a champion cannot be loaded. */
  async refresh(): Promise<void> {
    const open: Record<SystemKind, (name: string) => Promise<void>> = {
      predict: (name) => refreshed(this.systems, name, () => new ServedSystem(name, this.#ports)),
      recommend: (name) => refreshed(this.recommenders, name, () => new ServedRecommender(name, this.#ports)),
      feed: (name) => refreshed(this.feeds, name, () => new ServedFeed(name, this.#ports)),
    };
    for (const [name, kind] of await registeredKinds(this.#ports.journal)) await open[kind](name);
  }

  /**
   * The system of that name; without a name the only one that predicts. Throws 'serve/no-system', 'serve/which-system',
   * or 'serve/wrong-kind' for a recommender.
   */
  pick(name: string | undefined): ServedSystem {
    return this.#pick(name, this.systems, 'predict');
  }

  /** The recommender of that name; without a name the only one. Throws as `pick`. */
  pickRecommender(name: string | undefined): ServedRecommender {
    return this.#pick(name, this.recommenders, 'recommend');
  }

  /** The feed of that name; without a name the only one. Throws as `pick`. */
  pickFeed(name: string | undefined): ServedFeed {
    return this.#pick(name, this.feeds, 'feed');
  }

  /** The recommender or feed of that name; without a name the only one: what is told of items and users. Throws as `pick`. */
  pickProduct(name: string | undefined): ServedRecommender | ServedFeed {
    const products = new Map<string, ServedRecommender | ServedFeed>([...this.recommenders, ...this.feeds]);
    return this.#pick(name, products, this.recommenders.size > 0 ? 'recommend' : 'feed');
  }

  /** The system of that name, of any kind; without a name the only one there is. */
  pickAny(name: string | undefined): Served {
    return this.#pick(name, new Map(this.all.map((s) => [s.name, s])), 'predict');
  }

  #pick<S extends Served>(name: string | undefined, systems: ReadonlyMap<string, S>, wants: SystemKind): S {
    if (name !== undefined) {
      const system = systems.get(name);
      if (system !== undefined) return system;
      const known = this.all.map((s) => s.name);
      if (known.includes(name))
        throw fail('serve/wrong-kind', { system: name, wants, known: [...systems.keys()] });
      throw fail('serve/no-system', { system: name, known, near: nearest(name, known) });
    }
    if (systems.size > 1) throw fail('serve/which-system', { known: [...systems.keys()] });
    const [only] = systems.values();
    if (only !== undefined) return only;
    if (this.all.length === 0) throw fail('serve/nothing-to-serve', {});
    throw fail('serve/none-of-kind', { wants, known: this.all.map((s) => s.name) });
  }

  /** Finish what was begun, and write it down. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((system) => system.close()));
  }
}

/** Bring the system of that name up to date, opened where it is new; one that fails to open is not taken in. */
async function refreshed<S extends Served>(
  systems: Map<string, S>,
  name: string,
  open: () => S,
): Promise<void> {
  const system = systems.get(name) ?? open();
  await system.refresh();
  systems.set(name, system);
}
