import { hint, hush } from '../hint.ts';
import { aloneAt, bandPath, linePath, nearest } from '../line-paths.ts';
import { hovered, moment, pin } from '../moment.ts';
import { momentText, tickText, timeTicks, valueTicks } from '../time-scale.ts';
import { ChartTable } from './chart-table.tsx';
import { type Marked, MarkerFlags, markedAt } from './marker-flags.tsx';
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

const HEIGHT = 190;
const TOP = 20;
const BOTTOM = 22;
const LEFT = 52;
const RIGHT = 10;

/** Pixels on either side of a moment within which a mark is meant. */
const NEAR = 5;

/** Lines over time, with what changed who answers, what broke a rule, and when nobody counted. */
export function TimeChart(props: TimeChartProps) {
  const { title, at, from, to, lines, format, empty } = props;
  const [here, width] = useWidth<HTMLDivElement>();
  const known = lines.some(({ values }) => values.some((v) => v !== null));
  const shown = shownOf(props);
  const pointed = shown ?? lastKnown(lines);
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
          {known && <li class="when">{shown === null ? 'now' : momentText(at[pointed] ?? to, to - from)}</li>}
        </ul>
      </figcaption>
      <div ref={here} class="canvas">
        {known && width > 0 ? <Canvas {...props} width={width} /> : <p class="nothing">{empty}</p>}
      </div>
      {known && (
        <>
          <Moment {...props} pointed={pointed} width={width} />
          <ChartTable title={title} at={at} lines={lines} />
        </>
      )}
    </figure>
  );
}

/** The slider that moves through the moments of a chart by keyboard, and keeps where it stands; Escape lets it go. */
function Moment(props: TimeChartProps & { readonly pointed: number; readonly width: number }) {
  const { title, at, stepMs, pointed, width } = props;
  return (
    <input
      class="pointer"
      type="range"
      aria-label={`Moment of ${title}`}
      min={0}
      max={at.length - 1}
      value={Math.max(0, pointed)}
      aria-valuetext={saysAt(props, pointed, ', ')}
      onInput={(e) => {
        const i = Number(e.currentTarget.value);
        pin(at[i]! + stepMs / 2);
        const { left, top } = e.currentTarget
          .closest('figure')!
          .querySelector('svg')!
          .getBoundingClientRect();
        tellAt(props, i, left + placeOf(props, width, middleOf(props, i)), top + HEIGHT / 2);
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') pin(null);
      }}
      onBlur={hush}
    />
  );
}

/** Where an instant stands in a chart so wide, in pixels from its left edge. */
const placeOf = ({ from, to }: TimeChartProps, width: number, t: number): number =>
  LEFT + ((width - LEFT - RIGHT) * (t - from)) / (to - from);

const middleOf = ({ at, stepMs, to }: TimeChartProps, i: number): number => Math.min(to, at[i]! + stepMs / 2);

/** The point at the moment that is shown; null = now, or a moment that this chart does not reach. */
function shownOf({ at, from, to, stepMs }: TimeChartProps): number | null {
  const t = moment.value;
  return t === null || t < from || t > to || at.length === 0 ? null : nearest(at, t - stepMs / 2);
}

/** Say what stands at a point, in the box of all plots. */
function tellAt(props: TimeChartProps, i: number, x: number, y: number): void {
  const { from, to, stepMs, marked } = props;
  const reach = Math.max(stepMs / 2, (NEAR * (to - from)) / 500);
  const says = [saysAt(props, i, '\n'), ...markedAt(marked, middleOf(props, i), reach)].join('\n');
  hint.value = { says, x, y, along: null };
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
  const x = (t: number): number => placeOf(props, width, t);
  const y = (v: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (v - least) / (most - least || 1));
  const middle = at.map((_, i) => x(middleOf(props, i)));
  const pointed = shownOf(props) ?? -1;
  const span = to - from;
  return (
    <svg
      role="img"
      aria-label={`${title}. ${saysAt(props, lastKnown(lines), ', ')}`}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      onPointerMove={(e) => {
        const { left } = e.currentTarget.getBoundingClientRect();
        const t = from + (span * (e.clientX - left - LEFT)) / (width - LEFT - RIGHT);
        hovered.value = Math.min(to, Math.max(from, t));
        const i = nearest(at, hovered.value - stepMs / 2);
        tellAt(props, i, left + middle[i]!, e.clientY);
      }}
      onPointerLeave={() => {
        hovered.value = null;
        hush();
      }}
      onPointerUp={() =>
        pin(hovered.value === null ? null : middleOf(props, nearest(at, hovered.value - stepMs / 2)))
      }
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

const lastKnown = (lines: readonly TimeLine[]): number =>
  Math.max(-1, ...lines.map(({ values }) => values.findLastIndex((v) => v !== null)));

/** The moment, and what each line is then. */
function saysAt({ at, lines, format, from, to }: TimeChartProps, i: number, between: string): string {
  if (i < 0) return 'nothing is known';
  const told = lines.map(
    ({ name, values, low, high }) =>
      `${name} ${values[i] == null ? 'not known' : format(values[i]!)}${low?.[i] == null || high?.[i] == null ? '' : ` (${format(low[i]!)} to ${format(high[i]!)})`}`,
  );
  return [`${momentText(at[i]!, to - from)} UTC`, ...told].join(between);
}
