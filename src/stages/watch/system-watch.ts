import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { SystemKind } from '../../contracts/record.ts';
import {
  ALERT_MEASURES,
  type AlertBody,
  type AlertRule,
  type Incident,
  type LookPoint,
  type QualityPoint,
  type Range,
  type SystemNow,
  type SystemSeries,
} from '../../contracts/watching.ts';
import { fail } from '../../errors/fail.ts';
import type { Checkpoints } from '../../ports/checkpoints.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Registry } from '../deploy/registry.ts';
import { after, fired, incidentsOf, stepOf } from './alert-records.ts';
import { keyOf, rulesOf, type WatchedDesign } from './alert-rules.ts';
import { type AlertState, nextState, QUIET } from './alert-states.ts';
import { type Judged, judge, type Known } from './alert-values.ts';
import { lookPoint, qualityPoints, type WatchedReport, withPoints } from './look-points.ts';
import { markersOf } from './markers.ts';
import { Traffic } from './traffic.ts';

/** What is watched: a system in service of any kind. */
export interface Watched {
  readonly name: string;
  readonly kind: SystemKind;
  readonly registry: Registry;
  readonly champion: { readonly version: number; readonly design: WatchedDesign | null };
}

export interface SystemWatchPorts {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Where series are kept over a restart; absent: they begin anew. */
  readonly checkpoints?: Checkpoints;
  /** Tell somebody outside, where a rule asks for it; `told` notes what came of it. */
  readonly tell?: (rule: AlertRule, incident: Incident) => void;
}

/** In a thread of the pool. Most windows hold few kinds of times, so that a tenth is left, or less. */
const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Incidents that are held and shown. */
const MOST_INCIDENTS = 100;
const MILLWRIGHT = { by: 'millwright', why: '' };

/** One system over time: what it did, what looks at it found, what broke a rule. Series may be lost; incidents stand in the journal. */
export class SystemWatch {
  readonly watched: Watched;
  readonly #ports: SystemWatchPorts;
  readonly #traffic = new Traffic();
  readonly #states = new Map<string, AlertState>();
  readonly #judged = new Map<string, { readonly rule: AlertRule; readonly judged: Judged }>();
  #looks: readonly LookPoint[] = [];
  #quality: readonly QualityPoint[] = [];
  #report: WatchedReport | null = null;
  /** Fired and resolved ones, newest first. */
  #incidents: readonly Incident[] = [];
  #last: ArrayLike<number> = [];
  #kept = Promise.resolve();

  constructor(watched: Watched, ports: SystemWatchPorts) {
    this.watched = watched;
    this.#ports = ports;
  }

  /** Go on where the series were kept, and with the incidents that are open. counted: what was before is no part of it. */
  async open(counted: ArrayLike<number> = []): Promise<void> {
    this.#last = counted;
    const { name } = this.watched;
    await this.#restore();
    this.#incidents = (await incidentsOf(this.#ports.journal, name)).slice(0, MOST_INCIDENTS);
    for (const { when, side, state, firedAt } of this.#incidents)
      if (state === 'firing')
        this.#states.set(keyOf({ when, side }), { phase: 'firing', since: firedAt!, clearSince: null });
    this.#tellOn();
  }

  /** Add what was counted since the last time; counted: sums since the process started, [TRAFFIC_SLOTS]. */
  count(at: number, coveredMs: number, counted: ArrayLike<number>): void {
    const last = this.#last;
    this.#traffic.add(
      at,
      coveredMs,
      Array.from(counted, (sum, slot) => Math.max(0, sum - (last[slot] ?? 0))),
    );
    this.#last = counted;
  }

  /** Take in what a look found; the same look twice is one. */
  look(report: WatchedReport): void {
    if (report.at === this.#report?.at) return;
    this.#report = report;
    const point = lookPoint(report);
    if (point !== null && !this.#looks.some(({ at, rows }) => at === point.at && rows === point.rows))
      this.#looks = withPoints(this.#looks, [point]);
    const fresh = qualityPoints(report).filter((p) => {
      const last = this.#quality.findLast((q) => q.version === p.version && q.shadow === p.shadow);
      return last?.rows !== p.rows || last.value !== p.value;
    });
    this.#quality = withPoints(this.#quality, fresh);
  }

  /** Of the version that answers. */
  get rules(): readonly AlertRule[] {
    return rulesOf(this.watched.kind, this.watched.champion.design);
  }

  /** Judge every rule; what fires or is over is noted in the journal. */
  async judge(now: number): Promise<void> {
    const known = this.#known(now);
    const written: Promise<unknown>[] = [];
    this.#judged.clear();
    for (const rule of this.rules) {
      const key = keyOf(rule);
      const judged = judge(rule, known);
      const before = this.#states.get(key) ?? QUIET;
      const state = nextState(before, judged.broken, now, rule.forMs);
      this.#states.set(key, state);
      this.#judged.set(key, { rule, judged });
      if (before.phase !== 'firing' && state.phase === 'firing')
        written.push(this.#fire(rule, judged, before.phase === 'pending' ? before.since : now, now));
      if (before.phase === 'firing' && state.phase === 'quiet')
        written.push(this.#resolve(key, judged.value, '', now));
    }
    for (const { when, side, state } of this.#incidents)
      if (state === 'firing' && !this.#judged.has(keyOf({ when, side }))) {
        this.#states.delete(keyOf({ when, side }));
        written.push(this.#resolve(keyOf({ when, side }), null, 'the design no longer declares it', now));
      }
    await Promise.all(written);
  }

  /** Note that somebody has seen an incident. Throws 'watch/no-incident'. */
  async acknowledge(id: string, by: string, why: string): Promise<Incident> {
    const known = this.#incidents.find((incident) => incident.id === id && incident.state === 'firing');
    if (known === undefined) throw fail('watch/no-incident', { system: this.watched.name, incident: id });
    const told = stepOf(known, { state: 'acknowledged', by, why });
    await this.#note(told, this.#ports.clock.now());
    return this.#incidents.find((incident) => incident.id === id)!;
  }

  /** Note whether somebody outside was told of the last step of an incident. because: why not; null = somebody was. */
  async told(id: string, because: string | null): Promise<void> {
    const known = this.#incidents.find((incident) => incident.id === id);
    if (known === undefined) return;
    const step =
      because === null ? stepOf(known, { state: 'told' }) : stepOf(known, { state: 'untold', why: because });
    await this.#note(step, this.#ports.clock.now());
  }

  series(range: Range, now: number): SystemSeries {
    const { name, kind, registry, champion } = this.watched;
    const traffic = this.#traffic.series(range, now);
    const within = ({ at }: { readonly at: number }): boolean => at >= traffic.from;
    return {
      system: name,
      kind,
      range,
      traffic,
      looks: this.#looks.filter(within),
      quality: this.#quality.filter(within),
      markers: markersOf(registry, traffic.from),
      rules: this.rules.map(({ webhook: _, ...rule }) => {
        const { about, unit } = ALERT_MEASURES[rule.when];
        return { ...rule, about, unit };
      }),
      incidents: [...this.openIncidents, ...this.#incidents.filter(({ state }) => state === 'resolved')],
      latencyMs: champion.design?.requirements.latencyMs ?? null,
    };
  }

  now(now: number): SystemNow {
    const minute = this.#traffic.since(now, MINUTE);
    const requests = minute.of('requests');
    return {
      system: this.watched.name,
      requestsPerSecond: minute.coveredMs === 0 ? null : (1000 * requests) / minute.coveredMs,
      p95Ms: requests === 0 ? null : minute.ms(0.95),
      errorRate: requests === 0 ? null : minute.statuses('5') / requests,
      lately: this.#traffic.series('1h', now).requestsPerSecond,
      open: this.openIncidents,
    };
  }

  /** Incidents that fire, newest first, then what may become one. */
  get openIncidents(): Incident[] {
    const firing = this.#incidents
      .filter(({ state }) => state === 'firing')
      .map((incident) => {
        const { judged } = this.#judged.get(keyOf(incident)) ?? {};
        return judged?.value == null ? incident : { ...incident, value: judged.value, says: judged.says };
      });
    const pending = [...this.#judged.values()].flatMap(({ rule, judged }): Incident[] => {
      const state = this.#states.get(keyOf(rule));
      if (state?.phase !== 'pending') return [];
      const body = this.#body(rule, judged, state.since, state.since);
      return [{ ...fired(this.watched.name, body, 0), state: 'pending', firedAt: null }];
    });
    return [...firing, ...pending];
  }

  /** Write the series down; resolves when they are on disk. What cannot be written is tried again the next time. */
  keep(): Promise<void> {
    const facts = { looks: this.#looks, quality: this.#quality } as unknown as Record<string, never>;
    const bytes = this.#traffic.bytes();
    this.#kept = this.#kept.then(async () => {
      const kept = { seq: 0, facts, bytes: await pack(bytes) };
      await this.#ports.checkpoints?.write(this.watched.name, kept).catch(() => {});
    });
    return this.#kept;
  }

  /** What was kept, as far as it can be read: of another version of the program, or damaged, the series begin anew. */
  async #restore(): Promise<void> {
    try {
      const found = await this.#ports.checkpoints?.read(this.watched.name);
      if (found === undefined) return;
      this.#traffic.restore(await unpack(found.bytes));
      const { looks, quality } = found.facts as unknown as { looks: LookPoint[]; quality: QualityPoint[] };
      if (Array.isArray(looks)) this.#looks = looks;
      if (Array.isArray(quality)) this.#quality = quality;
    } catch {
      // They may be lost: what matters stands in the journal.
    }
  }

  #known(now: number): Known {
    const { registry } = this.watched;
    const champion = registry.versions.find(({ version }) => version === registry.champion);
    return {
      now,
      traffic: this.#traffic,
      report: this.#report,
      champion: champion === undefined ? null : { version: champion.version, registeredAt: champion.at },
    };
  }

  /** A step of which nobody knows whether somebody was told, since the process ended meanwhile, is told again. */
  #tellOn(): void {
    const soon = this.#ports.clock.now() - HOUR;
    for (const incident of this.#incidents) {
      const rule = this.rules.find((r) => keyOf(r) === keyOf(incident));
      const { told, resolvedAt, firedAt, acknowledged } = incident;
      const open = told === null && (resolvedAt !== null || acknowledged === null);
      if (rule !== undefined && open && (resolvedAt ?? firedAt!) > soon) this.#ports.tell?.(rule, incident);
    }
  }

  async #fire(rule: AlertRule, judged: Judged, since: number, now: number): Promise<void> {
    const told = this.#body(rule, judged, since, now);
    await this.#note(told, now);
    this.#ports.tell?.(rule, fired(this.watched.name, told, now));
  }

  async #resolve(key: string, value: number | null, why: string, now: number): Promise<void> {
    const known = this.#incidents.find((i) => i.state === 'firing' && keyOf(i) === key);
    if (known === undefined) return;
    const told = stepOf(known, { state: 'resolved', value, why });
    await this.#note(told, now);
    const rule = this.#judged.get(key)?.rule;
    if (rule !== undefined) this.#ports.tell?.(rule, after(known, told, now));
  }

  #body(rule: AlertRule, { value, says }: Judged, since: number, now: number): AlertBody {
    const { when, side, limit } = rule;
    const incident = `${keyOf(rule)}-${now.toString(36)}`;
    return { ...MILLWRIGHT, incident, state: 'firing', when, side, limit, since, value, says };
  }

  /** In memory at once, so that a disk that is full hides no alert; then in the journal. */
  async #note(told: AlertBody, at: number): Promise<void> {
    const { name: system } = this.watched;
    this.#incidents =
      told.state === 'firing'
        ? [fired(system, told, at), ...this.#incidents].slice(0, MOST_INCIDENTS)
        : this.#incidents.map((known) => (known.id === told.incident ? after(known, told, at) : known));
    const record = { kind: 'alert', system, id: null, at, body: JSON.stringify(told) } as const;
    await this.#ports.journal.append([record]);
  }
}
