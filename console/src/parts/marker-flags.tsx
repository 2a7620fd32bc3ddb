import type { DeployMarker, Incident } from '../../../src/contracts/watching.ts';
import { minuteText } from '../time-scale.ts';

/** What is marked on every time line of a view. */
export interface Marked {
  readonly markers: readonly DeployMarker[];
  readonly incidents: readonly Incident[];
  /** Stretches in which nobody counted. */
  readonly down: readonly { readonly from: number; readonly to: number }[];
}

const SAYS: Readonly<Record<DeployMarker['what'], string>> = {
  promote: 'answers from here on',
  rollback: 'answers again',
  retrain: 'was trained again and answers',
  'shadow-start': 'waits, and is scored in shadow',
  'shadow-stop': 'is in shadow no more',
};

/** "@3 answers from here on, by ann: it won in shadow". */
export const markerText = ({ what, version, by, why, at }: DeployMarker): string =>
  `@${version} ${SAYS[what]}, by ${by}${why === '' ? '' : `: ${why}`} (${minuteText(at)} UTC)`;

/** What is marked within so many milliseconds of a moment, in words. */
export function markedAt(
  { markers, incidents, down }: Marked,
  at: number,
  reachMs: number,
): readonly string[] {
  const near = (from: number, to: number): boolean => from - reachMs <= at && at <= to + reachMs;
  return [
    ...markers.filter((m) => near(m.at, m.at)).map(markerText),
    ...incidents
      .filter(({ state, firedAt, resolvedAt }) => state !== 'pending' && near(firedAt!, resolvedAt ?? at))
      .map(({ says }) => `Alert: ${says}`),
    ...down.filter(({ from, to }) => from <= at && at < to).map(() => 'Nobody counted: the server was down.'),
  ];
}

/** Flags where who answers changed, a bar above while an alert fired, hatching while the server was down. */
export function MarkerFlags({
  of: { markers, incidents, down },
  x,
  from,
  to,
  top,
  bottom,
}: {
  readonly of: Marked;
  readonly x: (at: number) => number;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}) {
  const within = (at: number): number => x(Math.min(to, Math.max(from, at)));
  return (
    <g>
      {down.map((gap) => (
        <rect
          key={gap.from}
          class="down"
          x={within(gap.from)}
          y={top}
          width={within(gap.to) - within(gap.from)}
          height={bottom - top}
        />
      ))}
      {incidents
        .filter(({ state, resolvedAt }) => state !== 'pending' && (resolvedAt ?? to) > from)
        .map(({ id, firedAt, resolvedAt }) => (
          <rect
            key={id}
            class="fired"
            x={within(firedAt!)}
            y={top - 8}
            width={Math.max(3, within(resolvedAt ?? to) - within(firedAt!))}
            height={4}
            rx={2}
          />
        ))}
      {markers
        .filter(({ what }) => what !== 'shadow-stop')
        .map((marker) => (
          <g key={`${marker.at}${marker.what}`} class={`flag ${marker.what}`} data-says={markerText(marker)}>
            <line x1={x(marker.at)} x2={x(marker.at)} y1={top} y2={bottom} />
            <path d={`M${x(marker.at)} ${top}l6 -4l-6 -4z`} />
          </g>
        ))}
    </g>
  );
}
