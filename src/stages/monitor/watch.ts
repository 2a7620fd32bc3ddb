import type { DriftCheck, MonitorReport } from '../../contracts/monitoring.ts';
import { type MonitorInput, type MonitorPorts, monitor } from '../monitor.ts';

/**
 * Look at a system again and again: gives a function that answers with a report at most `everyMs` old.
 *
 * Callers at the same time share one look. It remembers the last full window, so that no row is judged in two of them
 * and the declared false-alarm rate is one for each window, however often anybody asks. A look costs tens of
 * milliseconds (bench/drift/cost.ts), on the thread that calls.
 *
 * @param input what to look at, asked for at each look: the design and the process facts may have changed
 */
export function watch(
  input: () => Omit<MonitorInput, 'last'>,
  ports: MonitorPorts,
  everyMs = 10_000,
): () => Promise<MonitorReport> {
  let last: DriftCheck | null = null;
  let looking: Promise<MonitorReport> | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<MonitorReport> => {
    const report = await monitor({ ...input(), last }, ports);
    if (report.drift.window.rows === report.drift.window.full) last = report.drift;
    return report;
  };
  return () => {
    const now = ports.clock.elapsed();
    if (looking === null || now - lookedAt >= everyMs) {
      lookedAt = now;
      const begun = look();
      looking = begun;
      // A look that failed is not kept: the next caller tries again.
      begun.catch(() => {
        if (looking === begun) looking = null;
      });
    }
    return looking;
  };
}
