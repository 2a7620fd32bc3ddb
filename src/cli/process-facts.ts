import { readServerFile } from '../adapters/server/server-file.ts';
import type { ProcessFacts } from '../contracts/monitoring.ts';

const TIMEOUT_MS = 2000;

/** What the running server says of itself and of one system; null when none runs, or it does not answer in 2 s. */
export async function processFacts(store: string, system: string): Promise<ProcessFacts | null> {
  const server = await readServerFile(store);
  if (server === undefined) return null;
  try {
    const answer = await fetch(`${server.address}/metrics`, {
      headers: { authorization: `Bearer ${server.key}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? factsFrom(parseMetrics(await answer.text()), system, Date.now()) : null;
  } catch {
    // The file is left over from a server that was killed: nobody listens there.
    return null;
  }
}

/** One line of the Prometheus text format. */
export interface MetricLine {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of a Prometheus page; comments and lines that it does not understand are left out. */
export function parseMetrics(text: string): MetricLine[] {
  return text.split('\n').flatMap((line) => {
    const found = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line);
    if (found === null) return [];
    const [, name, labels = '', value] = found;
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, k, v]) => [k!, v!] as const);
    return [
      { name: name!, labels: Object.fromEntries(pairs), value: value === '+Inf' ? Infinity : Number(value) },
    ];
  });
}

/** now: ms. */
export function factsFrom(lines: readonly MetricLine[], system: string, now: number): ProcessFacts {
  const sum = (name: string): number =>
    lines
      .filter((line) => line.name === name && (line.labels.system ?? system) === system)
      .reduce((total, line) => total + line.value, 0);
  return {
    uptimeSeconds: Math.max(0, now / 1000 - sum('process_start_time_seconds')),
    cpuSeconds: sum('process_cpu_seconds_total'),
    residentBytes: sum('process_resident_memory_bytes'),
    requests: sum('millwright_requests_total'),
    errors: sum('millwright_request_errors_total'),
    latencyMs: latencyFrom(lines, system),
  };
}

/** Quantiles of the request histogram, in proportion within a bucket, as Prometheus' histogram_quantile. */
function latencyFrom(lines: readonly MetricLine[], system: string): ProcessFacts['latencyMs'] {
  const below = new Map<number, number>();
  for (const { name, labels, value } of lines)
    if (name === 'millwright_request_duration_seconds_bucket' && labels.system === system) {
      const bound = labels.le === '+Inf' ? Infinity : Number(labels.le);
      below.set(bound, (below.get(bound) ?? 0) + value);
    }
  const buckets = [...below].sort(([a], [b]) => a - b);
  const count = buckets.at(-1)?.[1] ?? 0;
  if (count === 0) return null;
  const at = (p: number): number => {
    let from = 0;
    let before = 0;
    for (const [bound, until] of buckets) {
      if (until >= p * count)
        return (
          1000 *
          (bound === Infinity ? from : from + ((bound - from) * (p * count - before)) / (until - before))
        );
      from = bound;
      before = until;
    }
    return 1000 * from;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
