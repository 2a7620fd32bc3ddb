import type { Measured } from '../contracts/evaluation.ts';
import type { DriftLine, MonitorReport, Quantiles, VersionAccuracy } from '../contracts/monitoring.ts';
import type { Paint } from './command.ts';
import { counted } from './counted.ts';

/** A monitor report for people: alerts first, then drift, accuracy, and how the service runs. */
export function monitorText(report: MonitorReport, paint: Paint): string {
  return [
    headlineText(report, 'row', paint),
    alertsText(report, paint),
    driftText(report, 'row', paint),
    accuracy(report, paint),
    work(report, paint),
  ].join('\n\n');
}

/** @param what the versions answered */
export function headlineText(
  { system, versions, at }: Pick<MonitorReport, 'system' | 'versions' | 'at'>,
  what: string,
  paint: Paint,
): string {
  const named = (version: number | null): string =>
    version === null ? 'none' : paint.name(`${system}@${version}`);
  const live = versions.live.map((v) => `${named(v.version)} ${counted(v.rows, what)}`).join(', ');
  return [
    `${paint.bold(system)}  ${paint.dim(instant(at))}`,
    `champion ${named(versions.champion)}, challenger ${named(versions.challenger)}${live === '' ? '' : `; answering: ${live}`}`,
  ].join('\n');
}

export function alertsText({ alerts }: Pick<MonitorReport, 'alerts'>, paint: Paint): string {
  if (alerts.length === 0) return paint.good('No alert.');
  return alerts
    .map(
      (a) =>
        `${paint.bad(a.kind)}  ${a.says}\n  since ${instant(a.since)}\n  ${paint.good('do')}  ${a.action}`,
    )
    .join('\n');
}

/** @param what a window is made of */
export function driftText(
  { drift: { window, columns, unwatched, says, falseAlarmRate } }: Pick<MonitorReport, 'drift'>,
  what: string,
  paint: Paint,
): string {
  const period = window.from === null ? '' : `, ${instant(window.from)} to ${instant(window.to!)}`;
  const lines = [
    `${paint.bold('Drift')}  ${window.rows.toLocaleString('en')} of ${counted(window.full, what)} compared with training${period}`,
    ...(columns.length === 0
      ? []
      : [
          paint.table(
            ['column', '', 'distance', '', 'p', 'adjusted', 'change', 'would have seen'],
            columns.map((line) => driftRow(line, paint)),
          ),
        ]),
    paint.dim(says),
    paint.dim(`At most ${percent(falseAlarmRate)} of windows alarm when nothing has drifted.`),
    ...unwatched.map((u) => paint.dim(`Not watched: ${u.name} (${u.because}).`)),
  ];
  return lines.join('\n');
}

function driftRow(line: DriftLine, paint: Paint): string[] {
  const { change, smallestShift, shiftUnit } = line;
  const shift =
    smallestShift === null
      ? '-'
      : shiftUnit === 'share of rows'
        ? `${percent(smallestShift)} of rows`
        : `${smallestShift.toFixed(2)} ${shiftUnit}`;
  return [
    paint.name(line.name),
    line.drifted ? paint.bad('drifted') : paint.dim(line.role),
    line.statistic.toFixed(3),
    bar(line.statistic),
    pText(line.pValue),
    pText(line.adjusted),
    change === null ? '-' : `${change.what} ${number(change.before)} -> ${number(change.now)}`,
    shift,
  ];
}

function accuracy(
  { system, accuracy: { versions, primary, says, labels, medianDelayMs } }: MonitorReport,
  paint: Paint,
): string {
  const delay = medianDelayMs === null ? '' : `, half of them within ${duration(medianDelayMs)}`;
  const rows = versions.flatMap((v) => [
    [
      `${paint.name(`${system}@${v.version}`)}${v.shadow ? ' (shadow)' : ''}`,
      v.rows.toLocaleString('en'),
      ...quality(v, primary!, paint),
    ],
  ]);
  return [
    `${paint.bold('Accuracy')}  ${counted(labels, 'label')}${delay}`,
    ...(rows.length === 0 ? [] : [paint.table(['version', 'rows', `${primary} live`, 'tested', ''], rows)]),
    paint.dim(says),
  ].join('\n');
}

const quality = (v: VersionAccuracy, primary: string, paint: Paint): string[] => [
  measured(v.live[primary]),
  measured(v.tested[primary]),
  v.worse ? paint.bad('worse') : v.worse === null ? paint.dim('not comparable') : paint.good('as tested'),
];

function work({ operations, process }: MonitorReport, paint: Paint): string {
  const { predictions, perSecond, latencyMs, shadow } = operations;
  const rate = perSecond === null ? '' : `, ${number(perSecond)} a second`;
  const lines = [`${paint.bold('Service')}  last ${counted(predictions, 'prediction')}${rate}`];
  if (latencyMs !== null)
    lines.push(`scoring one row: ${quantiles(latencyMs)}, max ${number(latencyMs.max)} ms`);
  if (shadow !== null) lines.push(`challenger @${shadow.version}: ${quantiles(shadow.latencyMs)}`);
  return [...lines, processText(process, paint)].join('\n');
}

/** What the serving process says of itself. */
export function processText(process: MonitorReport['process'], paint: Paint): string {
  if (process === null) return paint.dim('Server not running: no requests, CPU or memory to show.');
  const cpu = process.uptimeSeconds > 0 ? process.cpuSeconds / process.uptimeSeconds : 0;
  return [
    `server: up ${duration(1000 * process.uptimeSeconds)}, CPU ${percent(cpu)} of one core, memory ${Math.round(process.residentBytes / 2 ** 20)} MiB`,
    `requests: ${process.requests}, errors ${process.errors}${process.latencyMs === null ? '' : `, ${quantiles(process.latencyMs)}`}`,
  ].join('\n');
}

const BAR = 10;
/** A share as a bar of ten cells. */
const bar = (share: number): string => {
  const cells = Math.min(BAR, Math.round(share * BAR));
  return '█'.repeat(cells) + '░'.repeat(BAR - cells);
};

export const quantiles = ({ p50, p95, p99 }: Omit<Quantiles, 'max'>): string =>
  `p50 ${number(p50)}, p95 ${number(p95)}, p99 ${number(p99)} ms`;
const measured = (m: Measured | undefined): string =>
  m?.value == null
    ? '-'
    : `${m.value.toFixed(3)}${m.low === null ? '' : ` [${m.low.toFixed(3)}, ${m.high!.toFixed(3)}]`}`;
export const percent = (share: number): string => `${Number((100 * share).toPrecision(2))}%`;
const pText = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toFixed(4));
export const number = (x: number): string => String(Number(x.toPrecision(3)));
const instant = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

function duration(ms: number): string {
  const units: readonly [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  const [size, unit] = units.find(([s]) => ms >= s) ?? [1, 'ms'];
  return `${number(ms / size)} ${unit}`;
}
