import { amount, micros, percent } from '../../../src/adapters/report/numbers.ts';
import { Empty } from './empty.tsx';
import { Spread, type SpreadFacts } from './spread.tsx';

/** What GET /v1/systems/{system}/shadow tells, of rows or of slates. */
export interface ShadowFacts {
  readonly champion: string | null;
  readonly challenger: string | null;
  readonly dropped: number;
  /** Why there is nothing to compare. */
  readonly because?: string;
  readonly rows?: number;
  readonly agreement?: number | null;
  readonly difference?: SpreadFacts | null;
  readonly slates?: number;
  readonly overlap?: number | null;
  readonly sameFirst?: number | null;
  readonly equal?: number | null;
  readonly moved?: SpreadFacts | null;
  readonly championMicros?: SpreadFacts | null;
  readonly challengerMicros?: SpreadFacts | null;
}

/** What a challenger would have answered beside what the champion did, to the same questions. */
export function ShadowComparison({ of: found, kind }: { readonly of: ShadowFacts; readonly kind: string }) {
  const compared = found.rows ?? found.slates ?? 0;
  const what = found.rows === undefined ? 'slates' : 'rows';
  if (compared === 0)
    return (
      <Empty command={`POST /v1/${kind}`}>
        {found.because ?? 'Both answer the same questions from the next request on; none has come yet.'}
      </Empty>
    );
  const shares: readonly (readonly [string, number | null | undefined])[] = [
    ['same answer', found.agreement],
    ['items in both', found.overlap],
    ['same first item', found.sameFirst],
    ['equal place for place', found.equal],
  ];
  const longest = Math.max(found.championMicros?.p95 ?? 0, found.challengerMicros?.p95 ?? 0);
  return (
    <>
      <p class="note lead-note">
        {compared.toLocaleString('en')} {what} that both answered
        {found.dropped > 0 && `; ${found.dropped.toLocaleString('en')} left out while the server was busy`}.
      </p>
      <table class="compared">
        <caption class="hidden">Champion and challenger on the same questions</caption>
        <tbody>
          {shares.map(([name, value]) =>
            value == null ? null : (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="bar">
                  <span class="track">
                    <span class="share" style={{ '--share': `${100 * value}%` }} />
                  </span>
                </td>
                <td class="number">{percent(value)}</td>
              </tr>
            ),
          )}
          <SpreadRow
            name="score, challenger less champion"
            of={found.difference}
            format={(v) => amount(Number(v.toPrecision(2)))}
            zero
          />
          <SpreadRow name="places an item moved" of={found.moved} format={amount} zero />
          <SpreadRow
            name={`time of ${found.champion}`}
            of={found.championMicros}
            format={micros}
            most={longest}
          />
          <SpreadRow
            name={`time of ${found.challenger}`}
            of={found.challengerMicros}
            format={micros}
            most={longest}
          />
        </tbody>
      </table>
      <p class="note">Strips: from the 5th to the 95th of a hundred, with the middle one.</p>
    </>
  );
}

function SpreadRow({
  name,
  of,
  format,
  zero = false,
  most,
}: {
  readonly name: string;
  readonly of: SpreadFacts | null | undefined;
  readonly format: (value: number) => string;
  /** Zero stands in the middle. */
  readonly zero?: boolean;
  readonly most?: number;
}) {
  if (of == null) return null;
  const reach = most ?? Math.max(Math.abs(of.p05), Math.abs(of.p95), 1e-12);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="bar">
        <Spread of={of} least={zero ? -reach : 0} most={reach} zero={zero} />
      </td>
      <td class="number">
        {format(of.p50)}
        <small>
          {format(of.p05)} to {format(of.p95)}
        </small>
      </td>
    </tr>
  );
}
