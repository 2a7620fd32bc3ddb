import { randomInt } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { Progress } from '../../ports/progress.ts';
import type { ServedRecommender } from '../../stages/serve/recommend/served-recommender.ts';
import { AheadSlates } from '../../stages/serve/recommend/slates-ahead.ts';
import type { ServedProject } from '../../stages/serve.ts';
import { runJob } from '../job.ts';

const LOOK_EVERY_MS = 60_000;
const quiet: Progress = { begin() {}, at() {}, end() {} };

/** Keeps slates ahead of recommenders whose designs ask for it: a job makes them, and then they are answered from memory. */
export class SlatesAheadKeeper {
  readonly #folder: string;
  readonly #project: ServedProject;
  readonly #clock: Clock;
  readonly #note: (line: string) => void;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, project: ServedProject, clock: Clock, note: (line: string) => void) {
    this.#folder = folder;
    this.#project = project;
    this.#clock = clock;
    this.#note = note;
  }

  /** Look now and every minute, until it is closed. Until slates are made, each is made when asked. */
  start(): void {
    void this.check();
    this.#timer = setInterval(() => void this.check(), LOOK_EVERY_MS).unref();
  }

  /** Make what is too old, or of a version that answers no more. */
  check(): Promise<void> {
    this.#running = this.#running.then(async () => {
      for (const system of this.#project.recommenders.values())
        await this.#make(system).catch((error: unknown) => {
          if (!this.#stop.signal.aborted) this.#note(`no slates ahead of ${system.name}: ${String(error)}`);
        });
    });
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#running;
  }

  async #make({ name: system, maker }: ServedRecommender): Promise<void> {
    const { version, design } = maker.version;
    const plan = design?.serving.ahead;
    const age = this.#clock.now() - (maker.ahead?.facts.at ?? Number.NEGATIVE_INFINITY);
    if (plan === undefined || age < plan.everyMs || this.#stop.signal.aborted) return;
    const input = { system, version, items: plan.items, seed: randomInt(2 ** 32) };
    const context = { project: this.#folder, progress: quiet, signal: this.#stop.signal };
    const slates = await runJob('slatesAhead', input, context);
    const made = new AheadSlates(slates, (user) => maker.state.knows(user));
    // Of a version that was replaced meanwhile nobody asks this maker any more.
    maker.ahead = made;
    const ms = this.#clock.now() - made.facts.at;
    this.#note(`slates of ${made.users} users of ${system}@${version} were made ahead in ${ms} ms`);
  }
}
