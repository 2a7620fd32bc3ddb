import type { Measured, Metrics } from '../contracts/evaluation.ts';
import type { TradeOffs } from '../contracts/trade-offs.ts';
import type { Paint } from './command.ts';
import { measuredText } from './version-text.ts';

/** One model of a leaderboard. */
export interface LeaderboardLine {
  readonly model: string;
  /** The primary metric. */
  readonly score: Measured;
  /** How much better than the baseline, paired; null for the baseline itself. */
  readonly versusBaseline: Measured | null;
  /** How much better the best one is, paired; null for itself, absent where that was not measured. */
  readonly versusBest?: Measured | null;
  /** What else there is to weigh, of the models of a search. */
  readonly tradeOffs?: TradeOffs;
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
  const compared = lines.some((line) => line.versusBest !== undefined);
  const rows = lines.map((line, i) => [
    i === best ? paint.bold(line.model) : line.model,
    measuredText(line.score),
    line.versusBaseline === null ? '-' : signed(measuredText(line.versusBaseline, line.score)),
    ...(compared ? [againstText(line.versusBest ?? null)] : []),
    line.fitSeconds.toFixed(2),
    line.singleRowMicros.toFixed(1),
    bytesText(line.bytes),
  ]);
  const head = [
    'model',
    primary,
    'gain on baseline',
    ...(compared ? [`against ${lines[best]!.model}`] : []),
    'fit s',
    'row µs',
    'size',
  ];
  const { [primary]: first, ...others } = metrics;
  return [
    paint.table(head, rows),
    ...tradeOffsText(lines, paint),
    '',
    `${paint.bold(lines[best]!.model)}, measured on test rows:`,
    paint.table(
      ['metric', `value [${Number((100 * level).toFixed(1))} % interval]`],
      Object.entries({ [primary]: first!, ...others }).map(([name, m]) => [name, measuredText(m)]),
    ),
  ].join('\n');
}

/** A difference from the side of the best, said from the side of the model in the row. */
function againstText(difference: Measured | null): string {
  if (difference === null || difference.value === null) return '-';
  const { value, low, high } = difference;
  if (low === null || high === null) return measuredText(difference);
  if (low <= 0 && high >= 0) return 'not distinguishable';
  return `${value > 0 ? 'behind' : 'ahead'} by ${measuredText({ value: Math.abs(value), low: null, high: null })}`;
}

/** What else there is to weigh between the models of a search. */
function tradeOffsText(lines: readonly LeaderboardLine[], paint: Paint): string[] {
  if (lines.every((line) => line.tradeOffs === undefined)) return [];
  const yes = (is: boolean): string => (is ? 'yes' : 'no');
  const rows = lines.map(({ model, tradeOffs: t }) =>
    t === undefined
      ? [model, '-', '-', '-', '-', '-']
      : [
          model,
          t.rowsNeeded === null ? '-' : t.rowsNeeded.toLocaleString('en'),
          t.memoryBytes === null ? '-' : bytesText(t.memoryBytes),
          yes(t.updates),
          yes(t.explains),
          yes(t.browser),
        ],
  );
  const head = ['model', 'rows needed', 'memory', 'learns online', 'explains', 'in a browser'];
  return ['', paint.table(head, rows)];
}

const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`);

/** "1.2 MB", in powers of 1,000. */
function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
