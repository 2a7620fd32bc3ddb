import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type { QualityPoint } from '../../../src/contracts/watching.ts';
import type { Marked } from './marker-flags.tsx';
import { TimeChart, type TimeLine } from './time-chart.tsx';

/** How good each version was as labels came, with intervals, beside what its test promised. */
export function QualityChart({
  of: points,
  champion,
  from,
  to,
  marked,
  empty,
}: {
  readonly of: readonly QualityPoint[];
  readonly champion: number | null;
  readonly from: number;
  readonly to: number;
  readonly marked: Marked;
  readonly empty: string;
}) {
  const metric = points.at(-1)?.metric ?? 'quality';
  const ofMetric = points.filter((p) => p.metric === metric);
  const at = [...new Set(ofMetric.map((p) => p.at))];
  const keys = [...new Set(ofMetric.map((p) => `${p.version}/${p.shadow}`))];
  const lines = keys.map((key, tone): TimeLine => {
    const own = new Map(ofMetric.filter((p) => `${p.version}/${p.shadow}` === key).map((p) => [p.at, p]));
    const [version, shadow] = key.split('/');
    const end = [...own.keys()].at(-1)!;
    // Between two looks with new labels a figure stands as it was.
    let last: QualityPoint | undefined;
    const along = at.map((instant) => {
      last = own.get(instant) ?? last;
      return instant > end ? null : (last ?? null);
    });
    return {
      name: `@${version}${shadow === 'true' ? ' in shadow' : ''}`,
      tone: tone % 10,
      values: along.map((p) => p?.value ?? null),
      low: along.map((p) => p?.low ?? null),
      high: along.map((p) => p?.high ?? null),
    };
  });
  const tested = ofMetric.findLast((p) => p.version === champion && !p.shadow)?.tested ?? null;
  const taken = metric === 'taken';
  return (
    <TimeChart
      title={taken ? 'Slates with an item taken' : `${metric} as labels arrive`}
      at={at}
      from={from}
      to={to}
      stepMs={0}
      lines={lines}
      format={taken ? percent : (v) => amount(Number(v.toPrecision(4)))}
      limit={tested === null ? null : { value: tested, says: `@${champion} when tested: ${amount(tested)}` }}
      marked={marked}
      fromZero={false}
      empty={empty}
    />
  );
}
