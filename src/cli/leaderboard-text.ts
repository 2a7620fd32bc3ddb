import type { Measured, Metrics } from '../contracts/evaluation.ts';
import type { Paint } from './command.ts';
import { measuredText } from './version-text.ts';

/** One model of a leaderboard. */
export interface LeaderboardLine {
  readonly model: string;
  /** The primary metric. */
  readonly score: Measured;
  /** How much better than the baseline, paired; null for the baseline itself. */
  readonly versusBaseline: Measured | null;
  readonly fitSeconds: number;
  readonly singleRowMicros: number;
  readonly bytes: number;
}

export interface Leaderboard {
  readonly primary: string;
  /** Index of the model that is put forward. */
  readonly best: number;
  readonly lines: readonly LeaderboardLine[];
  /** Of the best one. */
  readonly metrics: Metrics;
  /** Share of resamples inside each interval. */
  readonly level: number;
  readonly paint: Paint;
}

/** Models side by side, and below them everything that was measured of the best one. */
export function leaderboardText({ primary, best, lines, metrics, level, paint }: Leaderboard): string {
  const rows = lines.map((line, i) => [
    i === best ? paint.bold(line.model) : line.model,
    measuredText(line.score),
    line.versusBaseline === null ? '-' : signed(measuredText(line.versusBaseline, line.score)),
    line.fitSeconds.toFixed(2),
    line.singleRowMicros.toFixed(1),
    bytesText(line.bytes),
  ]);
  const head = ['model', primary, 'gain on baseline', 'fit s', 'row µs', 'size'];
  const { [primary]: first, ...others } = metrics;
  return [
    paint.table(head, rows),
    '',
    `${paint.bold(lines[best]!.model)}, measured on test rows:`,
    paint.table(
      ['metric', `value [${Number((100 * level).toFixed(1))} % interval]`],
      Object.entries({ [primary]: first!, ...others }).map(([name, m]) => [name, measuredText(m)]),
    ),
  ].join('\n');
}

const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`);

/** "1.2 MB", in powers of 1,000. */
function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
