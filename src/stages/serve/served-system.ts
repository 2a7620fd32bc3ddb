import { parsePredictionId } from '../../contracts/record.ts';
import { Failure, fail } from '../../errors/fail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { type Registry, registryOf, type Version, versionOf } from '../deploy/registry.ts';
import { type Label, type LabelResult, storeLabels } from './feedback.ts';
import type { OpenVersion } from './open-version.ts';
import { decide, type HeadAnswer, headAnswers, type Prediction } from './prediction.ts';
import { PredictionLog } from './prediction-log.ts';
import { type Row, rowFailure } from './row-failure.ts';
import { ShadowQueue } from './shadow-queue.ts';

export interface ServePorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Load a version, once: its artifacts are checked here. */
  readonly load: (version: Version) => Promise<OpenVersion>;
}

/** Counts since the system was opened, by version. */
export interface VersionCounts {
  predictions: number;
  /** Rows that were refused. */
  refused: number;
}

/**
 * One system in service: answers with its champion, notes every answer, runs the challenger after it, and changes
 * models between two answers.
 */
export class ServedSystem {
  readonly kind = 'predict';
  readonly name: string;
  readonly counts = new Map<number, VersionCounts>();
  readonly shadow: ShadowQueue;
  readonly log: PredictionLog;
  registry: Registry;
  /** Why the challenger does not run in shadow, when it cannot be loaded. */
  challengerFailure: Failure | undefined;
  readonly #ports: ServePorts;
  readonly #versions = new Map<number, Promise<OpenVersion>>();
  #champion: OpenVersion | undefined;
  #challenger: OpenVersion | undefined;
  #closed = false;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(name: string, ports: ServePorts) {
    this.name = name;
    this.#ports = ports;
    this.shadow = new ShadowQueue(ports.clock);
    this.log = new PredictionLog(name, ports, this.shadow);
    this.registry = { system: name, versions: [], champion: null, challenger: null, former: [], history: [] };
  }

  get champion(): OpenVersion {
    if (this.#champion === undefined) throw fail('serve/no-champion', { system: this.name });
    return this.#champion;
  }

  get challenger(): OpenVersion | undefined {
    return this.#challenger;
  }

  /**
   * Take over what was registered and deployed since. The new champion is loaded before the old one stops answering;
   * when it cannot be loaded the old one stays.
   */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(async () => {
      this.registry = await registryOf(this.#ports.journal, this.name);
      const { champion, challenger } = this.registry;
      if (champion !== null) this.#champion = await this.version(champion);
      await this.#takeChallenger(challenger);
      this.#forgetOthers();
    });
    this.#refreshing = refreshed.catch(() => {});
    return refreshed;
  }

  /** A challenger that cannot be loaded is missed by nobody who asks for predictions: only its shadow is not there. */
  async #takeChallenger(version: number | null): Promise<void> {
    this.#challenger = undefined;
    this.challengerFailure = undefined;
    if (version === null) return;
    try {
      this.#challenger = await this.version(version);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.challengerFailure = error;
    }
  }

  /** Any registered version, loaded. Throws 'serve/no-version', or what its artifacts suffer from. */
  async version(number: number): Promise<OpenVersion> {
    const loaded = this.#versions.get(number);
    if (loaded !== undefined) return loaded;
    const loading = this.#ports.load(versionOf(this.registry, number));
    this.#versions.set(number, loading);
    loading.catch(() => this.#versions.delete(number));
    return loading;
  }

  /** Answer one row with the champion. Throws what is wrong with the row. */
  predict(row: Row, explain = false): Prediction {
    return this.predictRows([row], explain)[0]!;
  }

  /**
   * Answer rows, all or none of them. No promise: an answer waits for nothing.
   *
   * @param by the version that answers; only the champion's answers are shadowed
   */
  predictRows(rows: readonly Row[], explain = false, by: OpenVersion = this.champion): Prediction[] {
    if (this.#closed) throw fail('serve/closed', { system: this.name });
    if (this.log.behind) throw fail('serve/behind', { pending: this.log.pending });
    if (explain && by.pipeline.explainRow === undefined)
      throw fail('serve/no-explanation', { system: this.name, version: by.version, model: by.model });
    const counts = this.#countsOf(by.version);
    const { clock } = this.#ports;
    const outs: Float64Array[] = [];
    const further: (readonly HeadAnswer[] | null)[] = [];
    const micros: number[] = [];
    for (let i = 0; i < rows.length; i++) {
      const out = new Float64Array(by.pipeline.outputs);
      const start = clock.elapsed();
      try {
        this.#score(by, rows[i]!, i, out);
      } catch (error) {
        counts.refused++;
        throw error;
      }
      further.push(headAnswers(by.pipeline.heads));
      micros.push(microsSince(clock, start));
      outs.push(out);
    }
    counts.predictions += rows.length;
    return rows.map((row, i) => {
      const answer = this.#answer(by, row, outs[i]!, micros[i]!, explain);
      const heads = further[i]!;
      return heads === null ? answer : { ...answer, heads };
    });
  }

  /** Labels for predictions of this system; resolves when they are on disk. */
  async feedback(labels: readonly Label[]): Promise<LabelResult[]> {
    if (this.#closed) throw fail('serve/closed', { system: this.name });
    if (labels.some((l) => this.log.holds(parsePredictionId(l.predictionId)?.batch ?? '')))
      await this.log.flush();
    return storeLabels(this.name, this.champion.pipeline.task, labels, this.#ports);
  }

  /** Finish what was begun; nothing is answered afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.log.flush();
  }

  #score(by: OpenVersion, row: Row, index: number, out: Float64Array): void {
    const problems = by.pipeline.scoreRow(row, out);
    if (problems !== null) throw rowFailure(index, problems);
    for (let k = 0; k < out.length; k++)
      if (!Number.isFinite(out[k])) {
        const says = 'the values are so large that the score is no number.';
        throw rowFailure(index, [{ column: by.pipeline.inputs.map((c) => c.name).join(', '), says }]);
      }
  }

  #answer(by: OpenVersion, row: Row, out: Float64Array, micros: number, explain: boolean): Prediction {
    const { pipeline, threshold, version } = by;
    const explanation = (explain && pipeline.explainRow?.(row)) || null;
    const at = this.#ports.clock.now();
    const outText = out.length === 1 ? out[0] : out.join(',');
    const rest = `"at":${at},"version":${version},"out":[${outText}],"micros":${micros}`;
    const challenger = by === this.#champion ? this.#shadowing(by) : undefined;
    const id = this.log.addRow(row, rest, challenger && (() => this.#shadowScore(challenger, row)));
    const { score, scores, label } = decide(pipeline.task, threshold, out);
    return { id, version, score, scores, label, threshold, explanation };
  }

  #shadowing(champion: OpenVersion): OpenVersion | undefined {
    return champion.design?.serving.shadow === false ? undefined : this.#challenger;
  }

  /** The member that a shadow score adds to a logged line; nothing when the challenger refuses the row. */
  #shadowScore(challenger: OpenVersion, row: Row): string {
    const out = new Float64Array(challenger.pipeline.outputs);
    const start = this.#ports.clock.elapsed();
    if (challenger.pipeline.scoreRow(row, out) !== null || !out.every(Number.isFinite)) return '';
    const micros = microsSince(this.#ports.clock, start);
    return `,"shadow":{"version":${challenger.version},"out":[${out.join(',')}],"micros":${micros}}`;
  }

  #countsOf(version: number): VersionCounts {
    let counts = this.counts.get(version);
    if (counts === undefined) {
      counts = { predictions: 0, refused: 0 };
      this.counts.set(version, counts);
    }
    return counts;
  }

  /** Keep champion, challenger and the last few others that were asked for. */
  #forgetOthers(): void {
    const { champion, challenger } = this.registry;
    const others = [...this.#versions.keys()].filter((v) => v !== champion && v !== challenger);
    for (const version of others.slice(0, -MOST_OTHERS)) this.#versions.delete(version);
  }
}

const MOST_OTHERS = 3;

const microsSince = (clock: Clock, start: number): number => Math.round((clock.elapsed() - start) * 1e4) / 10;
