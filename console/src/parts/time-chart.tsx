import { signal } from '@preact/signals';
import { momentText, tickText, timeTicks, valueTicks } from '../time-scale.ts';
import { ChartTable } from './chart-table.tsx';
import { type Marked, MarkerFlags } from './marker-flags.tsx';
import { useWidth } from './use-width.ts';

export interface TimeLine {
  readonly name: string;
  /** Which of the colours of series. */
  readonly tone: number;
  /** By point of `at`; null = not known. */
  readonly values: readonly (number | null)[];
  /** Interval of each value. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

export interface TimeChartProps {
  readonly title: string;
  readonly at: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Of each point; 0 where points are moments. */
  readonly stepMs: number;
  readonly lines: readonly TimeLine[];
  readonly format: (value: number) => string;
  /** A value that should not be passed, or that was promised. */
  readonly limit?: { readonly value: number; readonly says: string } | null;
  readonly marked: Marked;
  /** The axis begins at 0; without it, with the smallest value. */
  readonly fromZero?: boolean;
  /** The axis reaches at least so far, so that nothing does not look like much. */
  readonly reaches?: number;
  /** What stands there while no line has a value. */
  readonly empty: string;
}

/** The moment that is pointed at: all time lines of a view show it. */
const moment = signal<number | null>(null);

const HEIGHT = 190;
const TOP = 20;
const BOTTOM = 22;
const LEFT = 52;
const RIGHT = 10;

/** Lines over time, with what changed who answers, what broke a rule, and when nobody counted. */
export function TimeChart(props: TimeChartProps) {
  const { title, at, from, to, stepMs, lines, format, empty } = props;
  const [here, width] = useWidth<HTMLDivElement>();
  const known = lines.some(({ values }) => values.some((v) => v !== null));
  const pointed = moment.value === null ? lastKnown(lines) : nearest(at, moment.value - stepMs / 2);
  const span = to - from;
  return (
    <figure class="time-chart">
      <figcaption>
        <h3>{title}</h3>
        <ul class="legend">
          {lines.map(({ name, tone, values }) => (
            <li key={name}>
              <i style={{ background: `var(--series-${tone})` }} />
              {name} <b>{pointed < 0 || values[pointed] == null ? '–' : format(values[pointed]!)}</b>
            </li>
          ))}
          {known && (
            <li class="when">{moment.value === null ? 'now' : momentText(at[pointed] ?? to, span)}</li>
          )}
        </ul>
      </figcaption>
      <div ref={here} class="canvas">
        {known && width > 0 ? <Canvas {...props} width={width} /> : <p class="nothing">{empty}</p>}
      </div>
      {known && (
        <>
          <input
            class="pointer"
            type="range"
            aria-label={`Moment of ${title}`}
            min={0}
            max={at.length - 1}
            value={Math.max(0, pointed)}
            aria-valuetext={saysAt(props, pointed)}
            onInput={(e) => {
              moment.value = at[Number(e.currentTarget.value)]! + stepMs / 2;
            }}
            onBlur={() => {
              moment.value = null;
            }}
          />
          <ChartTable title={title} at={at} lines={lines} />
        </>
      )}
    </figure>
  );
}

function Canvas(props: TimeChartProps & { readonly width: number }) {
  const {
    title,
    at,
    from,
    to,
    stepMs,
    lines,
    format,
    limit,
    marked,
    fromZero = true,
    reaches = 0,
    width,
  } = props;
  const all = lines
    .flatMap((l) => [...l.values, ...(l.low ?? []), ...(l.high ?? [])])
    .filter((v) => v !== null);
  const shownLimit = limit != null && limit.value <= 2.5 * Math.max(...all) ? limit : null;
  if (shownLimit !== null) all.push(shownLimit.value);
  const ticks = valueTicks(fromZero ? Math.min(0, ...all) : Math.min(...all), Math.max(...all, reaches) || 1);
  const [least, most] = [ticks[0]!, ticks.at(-1)!];
  const x = (t: number): number => LEFT + ((width - LEFT - RIGHT) * (t - from)) / (to - from);
  const y = (v: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (v - least) / (most - least || 1));
  const middle = at.map((t) => x(Math.min(to, t + stepMs / 2)));
  const pointed = moment.value === null ? -1 : nearest(at, moment.value - stepMs / 2);
  const span = to - from;
  return (
    <svg
      role="img"
      aria-label={`${title}. ${saysAt(props, lastKnown(lines))}`}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      onPointerMove={(e) => {
        const left = e.currentTarget.getBoundingClientRect().left;
        moment.value = from + (span * (e.clientX - left - LEFT)) / (width - LEFT - RIGHT);
      }}
      onPointerLeave={() => {
        moment.value = null;
      }}
    >
      {ticks.map((v) => (
        <g key={v}>
          <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(v)} y2={y(v)} />
          <text x={LEFT - 6} y={y(v) + 4} text-anchor="end">
            {format(v)}
          </text>
        </g>
      ))}
      {timeTicks(from, to, (width - LEFT) / 80).map((t) => (
        <text key={t} x={x(t)} y={HEIGHT - 5} text-anchor={x(t) > width - 30 ? 'end' : 'middle'}>
          {tickText(t, span)}
        </text>
      ))}
      <MarkerFlags of={marked} x={x} from={from} to={to} top={TOP} bottom={HEIGHT - BOTTOM} />
      {shownLimit !== null && (
        <g>
          <line
            class="limit"
            x1={LEFT}
            x2={width - RIGHT}
            y1={y(shownLimit.value)}
            y2={y(shownLimit.value)}
          />
          <text class="limit-text" x={LEFT + 4} y={y(shownLimit.value) - 4}>
            {shownLimit.says}
          </text>
        </g>
      )}
      {lines.map(({ name, tone, values, low, high }) => (
        <g key={name} style={{ color: `var(--series-${tone})` }}>
          {low !== undefined && high !== undefined && (
            <path class="band" d={bandPath(middle, low, high, y)} />
          )}
          <path class="line" d={linePath(middle, values, y)} />
          {aloneAt(values).map((i) => (
            <circle key={i} class="dot" cx={middle[i]} cy={y(values[i]!)} r={2.5} />
          ))}
          {pointed >= 0 && values[pointed] != null && (
            <circle class="dot" cx={middle[pointed]} cy={y(values[pointed]!)} r={4} />
          )}
        </g>
      ))}
      {pointed >= 0 && (
        <line class="cross" x1={middle[pointed]} x2={middle[pointed]} y1={TOP} y2={HEIGHT - BOTTOM} />
      )}
    </svg>
  );
}

/** The place of the point that begins nearest to an instant; -1 of none. */
function nearest(at: readonly number[], instant: number): number {
  let best = -1;
  for (let i = 0; i < at.length; i++)
    if (best < 0 || Math.abs(at[i]! - instant) < Math.abs(at[best]! - instant)) best = i;
  return best;
}

const lastKnown = (lines: readonly TimeLine[]): number =>
  Math.max(-1, ...lines.map(({ values }) => values.findLastIndex((v) => v !== null)));

const saysAt = ({ at, lines, format, from, to }: TimeChartProps, i: number): string =>
  i < 0
    ? 'nothing is known'
    : `${momentText(at[i]!, to - from)}: ${lines.map(({ name, values }) => `${name} ${values[i] == null ? 'not known' : format(values[i]!)}`).join(', ')}`;

const place = (n: number): string => n.toFixed(1);

/** A line that is broken where nothing is known. */
function linePath(
  x: readonly number[],
  values: readonly (number | null)[],
  y: (v: number) => number,
): string {
  let path = '';
  values.forEach((v, i) => {
    if (v !== null) path += `${i > 0 && values[i - 1] !== null ? 'L' : 'M'}${place(x[i]!)} ${place(y(v))}`;
  });
  return path;
}

/** What lies between two lines, stretch by stretch. */
function bandPath(
  x: readonly number[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  y: (v: number) => number,
): string {
  let path = '';
  for (let i = 0; i < low.length; i++) {
    let end = i;
    while (end < low.length && low[end] != null && high[end] != null) end++;
    if (end === i) continue;
    const there = Array.from({ length: end - i }, (_, k) => `${place(x[i + k]!)} ${place(y(high[i + k]!))}`);
    const back = Array.from(
      { length: end - i },
      (_, k) => `${place(x[end - 1 - k]!)} ${place(y(low[end - 1 - k]!))}`,
    );
    path += `M${[...there, ...back].join('L')}Z`;
    i = end;
  }
  return path;
}

/** Points with nothing on either side: a line would not show them. */
const aloneAt = (values: readonly (number | null)[]): number[] =>
  values.flatMap((v, i) => (v !== null && values[i - 1] == null && values[i + 1] == null ? [i] : []));
