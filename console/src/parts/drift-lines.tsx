import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type { DeployMarker, LookPoint } from '../../../src/contracts/watching.ts';
import { keep, place } from '../address.ts';
import { minuteText } from '../time-scale.ts';
import { MarkerFlags } from './marker-flags.tsx';
import { useWidth } from './use-width.ts';

type Column = LookPoint['columns'][number];

interface Drifting {
  readonly name: string;
  readonly points: readonly { readonly at: number; readonly column: Column }[];
  readonly newest: Column;
}

/** The time that is shown, and who came to answer in it. */
interface ShownIn {
  readonly from: number;
  readonly to: number;
  readonly markers: readonly DeployMarker[];
}

/** Lines that are shown before all are asked for. */
const FIRST = 9;

/**
 * Each column's shift from training, look by look. The band is what a look of that size could not have seen: a line within
 * it tells nothing, a line that leaves it has moved.
 */
export function DriftLines({
  of: looks,
  ...shownIn
}: {
  readonly of: readonly LookPoint[];
} & ShownIn) {
  const all = place.value.query.get('columns') === 'all';
  const columns = byColumn(looks);
  const shown = all ? columns : columns.slice(0, FIRST);
  return (
    <>
      <ul class="drift-lines">
        {shown.map((drifting) => (
          <li
            key={`${drifting.newest.role} ${drifting.name}`}
            class={drifting.newest.drifted ? 'drifted' : ''}
          >
            <Line of={drifting} {...shownIn} />
          </li>
        ))}
      </ul>
      {columns.length > FIRST && (
        <button type="button" class="quiet" onClick={() => keep({ columns: all ? null : 'all' })}>
          {all ? 'Show the foremost' : `Show all ${columns.length} columns`}
        </button>
      )}
    </>
  );
}

/** By column, those that drifted first, then by how much of the band they fill. */
function byColumn(looks: readonly LookPoint[]): readonly Drifting[] {
  const found = new Map<string, { at: number; column: Column }[]>();
  for (const { at, columns } of looks)
    for (const column of columns) {
      const key = `${column.role} ${column.name}`;
      found.set(key, [...(found.get(key) ?? []), { at, column }]);
    }
  return [...found.values()]
    .map((points) => ({ name: points.at(-1)!.column.name, points, newest: points.at(-1)!.column }))
    .sort(
      (a, b) => Number(b.newest.drifted) - Number(a.newest.drifted) || filled(b.newest) - filled(a.newest),
    );
}

const filled = ({ shift, smallest }: Column): number =>
  shift === null || smallest === null ? 0 : Math.abs(shift) / smallest;

const HEIGHT = 74;

function Line({
  of: { name, points, newest },
  from,
  to,
  markers,
}: {
  readonly of: Drifting;
} & ShownIn) {
  const [here, width] = useWidth<HTMLDivElement>();
  const reach = Math.max(
    1e-9,
    ...points.flatMap(({ column: c }) => [Math.abs(c.shift ?? 0), 1.25 * (c.smallest ?? 0)]),
  );
  const x = (at: number): number => 4 + ((width - 8) * (Math.max(at, from) - from)) / (to - from);
  const y = (shift: number): number => HEIGHT / 2 - (HEIGHT / 2 - 5) * (shift / reach);
  const edge = points.filter(({ column }) => column.smallest !== null);
  const along = (sign: number) =>
    edge.map(({ at, column }) => `${x(at).toFixed(1)} ${y(sign * column.smallest!).toFixed(1)}`);
  const moved = points.filter(({ column }) => column.shift !== null);
  const alone = edge.length === 1;
  return (
    <figure>
      <figcaption>
        <bdi class="name" title={name}>
          {name}
        </bdi>
        <span class={newest.drifted ? 'bad' : 'good'}>{newest.drifted ? 'drifted' : 'as in training'}</span>
      </figcaption>
      <div ref={here}>
        {width > 0 && (
          <svg
            class="told"
            tabindex={0}
            role="img"
            aria-label={`${name}: ${shiftText(newest, newest.shift)} from training; a look sees ${shiftText(newest, newest.smallest)}`}
            viewBox={`0 0 ${width} ${HEIGHT}`}
            width={width}
            height={HEIGHT}
          >
            {edge.length > 1 && (
              <path class="blind" d={`M${[...along(1), ...along(-1).reverse()].join('L')}Z`} />
            )}
            {alone && (
              <rect
                class="blind"
                x={Math.min(width - 28, Math.max(0, x(edge[0]!.at) - 14))}
                width={28}
                y={y(edge[0]!.column.smallest!)}
                height={y(-edge[0]!.column.smallest!) - y(edge[0]!.column.smallest!)}
              />
            )}
            <MarkerFlags
              of={{ markers, incidents: [], down: [] }}
              x={x}
              from={from}
              to={to}
              top={4}
              bottom={HEIGHT}
            />
            <line class="zero" x1={0} x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} />
            <path
              class="line"
              d={moved
                .map(
                  ({ at, column }, i) =>
                    `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(column.shift!).toFixed(1)}`,
                )
                .join('')}
            />
            {moved.map(({ at, column }) => (
              <circle
                key={at}
                class={column.drifted ? 'out' : 'in'}
                cx={x(at)}
                cy={y(column.shift!)}
                r={3}
                data-says={`${minuteText(at)} UTC\n${sayShift(column)}`}
              />
            ))}
          </svg>
        )}
      </div>
      <p class="note">
        {newest.role === 'output' && 'answers, '}
        {sayShift(newest)}
      </p>
    </figure>
  );
}

function shiftText({ unit }: Column, value: number | null): string {
  if (value === null) return 'unknown';
  if (unit === 'sd') return `${amount(Number(value.toPrecision(2)))} sd`;
  return `${percent(value)} of rows`;
}

const sayShift = (column: Column): string =>
  column.shift === null && column.smallest === null
    ? 'all alike in training: no shift can be told'
    : `shift ${shiftText(column, column.shift)}, found from ${shiftText(column, column.smallest)}`;
