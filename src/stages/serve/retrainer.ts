import type { Cursor } from '../../contracts/monitoring.ts';
import type { GateVerdict, RetrainPlan } from '../../contracts/retraining.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Version } from '../deploy/registry.ts';
import { promote, type RegisterInput, register } from '../deploy.ts';
import type { ServedProject } from './served-project.ts';

/** A version that was trained, beside the champion; its artifacts are stored. */
export interface Retrained {
  readonly trained: RegisterInput['trained'];
  /** sha256 of its RunRecord. */
  readonly run: string;
  /** Null where the two cannot be compared: then it waits. */
  readonly verdict: GateVerdict | null;
}

export interface RetrainPorts {
  readonly project: ServedProject;
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly clock: Clock;
  /** Train in a process of its own: answers go on meanwhile. */
  readonly build: (
    system: string,
    champion: Version,
    plan: RetrainPlan,
    signal: AbortSignal,
  ) => Promise<Retrained>;
  /** The end of the last window in which monitoring found drift; null = none. */
  readonly drifted: (system: string) => Promise<Cursor | null>;
  /** Told of each outcome. */
  readonly tell: (outcome: RetrainOutcome) => void;
}

/** What a training of a system in service came to. */
export interface RetrainOutcome {
  readonly system: string;
  readonly because: 'time' | 'drift' | 'asked';
  readonly result: 'promoted' | 'waits' | 'unchanged' | 'failed';
  /** The version; null where it failed. */
  readonly version: number | null;
  readonly says: string;
  readonly error?: unknown;
}

/** How often it is looked whether a training is due. */
const LOOK_EVERY_MS = 60_000;
/** After a training that failed, so long at least. */
const RETRY_MS = 3_600_000;

/**
 * Trains systems in service again as their designs say: one at a time, in a process of its own. A new version is registered,
 * so that it waits as challenger; when the gate lets it, it is promoted, and takes over between two answers.
 */
export class Retrainer {
  /** Outcomes by system and result. */
  readonly counts = new Map<string, Map<RetrainOutcome['result'], number>>();
  readonly #ports: RetrainPorts;
  readonly #stop = new AbortController();
  /** By system, when a training last began, and the window of drift that it was for. */
  readonly #tried = new Map<
    string,
    { readonly at: number; readonly window: string | null; failed: boolean }
  >();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(ports: RetrainPorts) {
    this.#ports = ports;
  }

  /** Look every minute, until it is closed. */
  start(): void {
    this.#timer = setInterval(() => void this.check(), LOOK_EVERY_MS).unref();
  }

  /** Train all that is due now, one after the other. */
  check(): Promise<void> {
    return this.#after(async () => {
      for (const { name } of this.#ports.project.all) {
        const because = await this.#due(name);
        if (because !== null && !this.#stop.signal.aborted) await this.#retrain(name, because);
      }
    });
  }

  /** Train one system now, when what is under way is done. */
  retrain(system: string): Promise<RetrainOutcome> {
    return this.#after(() => this.#retrain(system, 'asked'));
  }

  /** Stop what is under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#running;
  }

  #after<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#running.then(work);
    this.#running = done.catch(() => {});
    return done;
  }

  async #due(system: string): Promise<'time' | 'drift' | null> {
    const { project, clock } = this.#ports;
    const { registry, champion } = project.pickAny(system);
    const plan = champion.design?.retrain;
    if (plan === undefined) return null;
    const tried = this.#tried.get(system);
    const now = clock.now();
    if (tried?.failed && now - tried.at < RETRY_MS) return null;
    const last = Math.max(registry.versions.at(-1)?.at ?? 0, tried?.at ?? 0);
    if (plan.everyMs !== null && now - last >= plan.everyMs) return 'time';
    const window = plan.onDrift ? await this.#window(system) : null;
    return window !== null && window !== tried?.window ? 'drift' : null;
  }

  async #window(system: string): Promise<string | null> {
    const end = await this.#ports.drifted(system);
    return end && `${end.seq}.${end.line}`;
  }

  async #retrain(system: string, because: RetrainOutcome['because']): Promise<RetrainOutcome> {
    const tried = { at: this.#ports.clock.now(), window: await this.#window(system), failed: false };
    this.#tried.set(system, tried);
    const outcome = await this.#train(system, because).catch((error: unknown): RetrainOutcome => {
      tried.failed = true;
      const says = error instanceof Error ? error.message : String(error);
      return { system, because, result: 'failed', version: null, says, error };
    });
    const counts = this.counts.get(system) ?? new Map<RetrainOutcome['result'], number>();
    counts.set(outcome.result, (counts.get(outcome.result) ?? 0) + 1);
    this.counts.set(system, counts);
    this.#ports.tell(outcome);
    return outcome;
  }

  async #train(system: string, because: RetrainOutcome['because']): Promise<RetrainOutcome> {
    const { project, build, journal } = this.#ports;
    const served = project.pickAny(system);
    const { champion, registry } = served;
    const plan = champion.design?.retrain ?? ASKED;
    const version = registry.versions.find((v) => v.version === champion.version)!;
    const { trained, run, verdict } = await build(system, version, plan, this.#stop.signal);
    const made = await register({ system, trained, run }, this.#ports);
    const says = verdict?.says ?? 'it cannot be compared with the champion';
    const told = { system, because, version: made.version, says };
    if (made.becomes === 'champion') return { ...told, result: 'unchanged', says: 'the champion again' };
    // Somebody may have promoted another meanwhile: the verdict is not about that one.
    await served.refresh();
    const passed = verdict?.passed === true && served.champion.version === verdict.champion;
    if (!passed) return { ...told, result: made.unchanged ? 'unchanged' : 'waits' };
    const why = `trained again (${because}): ${says}`;
    await promote({ system, version: made.version, by: 'retraining', why }, { ...this.#ports, journal });
    await served.refresh();
    return { ...told, result: 'promoted' };
  }
}

/** Where a design has no plan and somebody asks: it waits for him. */
const ASKED: RetrainPlan = { everyMs: null, onDrift: false, promote: 'never', margin: 0 };
