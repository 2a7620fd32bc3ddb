import type { SystemNow } from '../../contracts/watching.ts';
import type { WatchedReport } from './look-points.ts';
import { SystemWatch, type SystemWatchPorts, type Watched } from './system-watch.ts';

export interface ProjectWatchPorts extends SystemWatchPorts {
  /** Every system in service. */
  readonly systems: () => readonly Watched[];
  /** What was counted of a system since the process started: [TRAFFIC_SLOTS]. */
  readonly counted: (system: Watched) => ArrayLike<number>;
  /** The last look of monitoring at a system, made anew where it is old; null where none can be made. */
  readonly look: (system: string) => Promise<WatchedReport | null>;
  /** A remark for people. */
  readonly note: (line: string) => void;
}

const TICK_MS = 10_000;
const LOOK_EVERY_MS = 300_000;
const KEEP_EVERY_MS = 60_000;

/** Every system of a serving process over time: counts every 10 seconds, looks every 5 minutes, writes down every minute. */
export class ProjectWatch {
  readonly #ports: ProjectWatchPorts;
  readonly #systems = new Map<string, SystemWatch>();
  #timer: NodeJS.Timeout | undefined;
  #ticked: number;
  #looked: number;
  #kept: number;
  #ticks = 0;
  #failed = '';
  #running: Promise<void> = Promise.resolve();
  #looking: Promise<void> = Promise.resolve();

  constructor(ports: ProjectWatchPorts) {
    this.#ports = ports;
    const now = ports.clock.now();
    this.#ticked = now;
    this.#kept = now;
    // The first look comes a minute after the start, when what was asked first is answered.
    this.#looked = now - LOOK_EVERY_MS + KEEP_EVERY_MS;
  }

  /** Grows with every tick: what is shown may be asked for again. */
  get ticks(): number {
    return this.#ticks;
  }

  /** Take up the series that were kept, and go on every 10 seconds until it is closed. */
  async start(): Promise<void> {
    await this.#takeIn();
    this.#timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  /** Count and judge now. */
  tick(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#tick())
      .catch((error: unknown) => {
        // Once, not every 10 seconds.
        const told = `alerts cannot be written: ${String(error)}`;
        if (told !== this.#failed) this.#ports.note(told);
        this.#failed = told;
      });
    return this.#running;
  }

  /** Take in a look that was made of a system for somebody else. */
  saw(system: string, report: WatchedReport): void {
    this.#systems.get(system)?.look(report);
  }

  /** Undefined where the system is not watched yet. */
  of(system: string): SystemWatch | undefined {
    return this.#systems.get(system);
  }

  get systems(): readonly SystemWatch[] {
    return [...this.#systems.values()];
  }

  get now(): readonly SystemNow[] {
    const now = this.#ports.clock.now();
    return [...this.#systems.values()].map((system) => system.now(now));
  }

  /** Count what is left, and write all down. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.tick();
    await this.#looking;
    await this.#keep();
  }

  async #tick(): Promise<void> {
    const { clock, counted } = this.#ports;
    await this.#takeIn();
    const now = clock.now();
    const coveredMs = Math.max(0, now - this.#ticked);
    this.#ticked = now;
    this.#ticks++;
    for (const system of this.#systems.values()) system.count(now, coveredMs, counted(system.watched));
    if (now - this.#looked >= LOOK_EVERY_MS) {
      this.#looked = now;
      this.#looking = this.#lookAtAll();
    }
    if (now - this.#kept >= KEEP_EVERY_MS) {
      this.#kept = now;
      void this.#keep();
    }
    for (const system of this.#systems.values()) await system.judge(now);
  }

  async #takeIn(): Promise<void> {
    for (const watched of this.#ports.systems()) {
      if (this.#systems.has(watched.name)) continue;
      const system = new SystemWatch(watched, this.#ports);
      // What was counted for all systems before one came is no part of it.
      await system.open(this.#ticks === 0 ? [] : this.#ports.counted(watched));
      this.#systems.set(watched.name, system);
    }
  }

  async #lookAtAll(): Promise<void> {
    for (const [name, system] of this.#systems) {
      const report = await this.#ports.look(name).catch(() => null);
      if (report !== null) system.look(report);
    }
  }

  async #keep(): Promise<void> {
    for (const system of this.#systems.values()) await system.keep();
  }
}
