import { amount } from '../../../src/adapters/report/numbers.ts';
import { addressOf, place } from '../address.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { numberOf, type VersionFacts } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

/** The versions of a system, two of them side by side where the address names them. */
export function Models({ system }: ViewProps) {
  const { versions, system: name } = system!;
  if (versions.length === 0)
    return <Empty command="millwright run">There is no version of {name} yet.</Empty>;
  const primary = versions.at(-1)!.primary;
  const names = [...new Set(versions.flatMap((v) => Object.keys(v.metrics)))].slice(0, 8);
  const compared = [place.value.query.get('a'), place.value.query.get('b')];
  return (
    <>
      <div class="view-head">
        <h1>Models</h1>
      </div>
      <section class="card">
        <DataTable<VersionFacts>
          caption={`Versions of ${name}`}
          rows={[...versions].reverse()}
          keyOf={(v) => v.version}
          columns={[
            {
              title: 'version',
              value: (v) => numberOf(v.version),
              cell: (v) => (
                <a href={addressOf(name, 'evaluation', { version: numberOf(v.version) })}>{v.version}</a>
              ),
            },
            {
              title: 'role',
              value: (v) => v.role,
              cell: (v) => <span class={`role ${v.role}`}>{v.role}</span>,
            },
            { title: 'model', value: (v) => v.model },
            {
              title: 'registered',
              value: (v) => v.registeredAt,
              cell: (v) => v.registeredAt.slice(0, 16).replace('T', ' '),
            },
            ...names.map((metric) => ({
              title: metric === primary ? `${metric} ★` : metric,
              value: (v: VersionFacts) => v.metrics[metric]?.value ?? null,
              cell: (v: VersionFacts) => interval(v, metric),
              numeric: true as const,
            })),
          ]}
        />
        <p class="note">★ chooses. Small figures: the interval of each on test rows.</p>
      </section>
      {versions.length > 1 && <Compare versions={versions} names={names} asked={compared} system={name} />}
    </>
  );
}

const interval = ({ metrics }: VersionFacts, name: string) => {
  const found = metrics[name];
  if (found?.value == null) return '–';
  return (
    <>
      {found.value.toFixed(4)}
      <small>
        {amount(found.low)} to {amount(found.high)}
      </small>
    </>
  );
};

interface CompareProps {
  readonly system: string;
  readonly versions: readonly VersionFacts[];
  readonly names: readonly string[];
  readonly asked: readonly (string | null)[];
}

/** Two versions side by side: where their intervals overlap, they cannot be told apart by these. */
function Compare({ system, versions, names, asked }: CompareProps) {
  const find = (number: string | null, or: number) =>
    versions.find((v) => String(numberOf(v.version)) === number) ?? versions.at(or)!;
  const [a, b] = [find(asked[0] ?? null, -2), find(asked[1] ?? null, -1)];
  const choose = (which: 'a' | 'b', chosen: VersionFacts, other: VersionFacts) => (
    <select
      aria-label={which === 'a' ? 'First version' : 'Second version'}
      value={chosen.version}
      onChange={(e) => {
        const number = numberOf(e.currentTarget.value);
        const query =
          which === 'a'
            ? { a: number, b: numberOf(other.version) }
            : { a: numberOf(other.version), b: number };
        location.hash = addressOf(system, 'models', query);
      }}
    >
      {versions.map((v) => (
        <option key={v.version} value={v.version}>
          {v.version}
        </option>
      ))}
    </select>
  );
  return (
    <section class="card">
      <h2>Compare</h2>
      <table class="compare">
        <thead>
          <tr>
            <th scope="col">measure</th>
            <th scope="col">{choose('a', a, b)}</th>
            <th scope="col">{choose('b', b, a)}</th>
            <th scope="col">difference</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const [x, y] = [a.metrics[name], b.metrics[name]];
            const apart = x?.value != null && y?.value != null && (x.low > y.high || y.low > x.high);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number">{interval(a, name)}</td>
                <td class="number">{interval(b, name)}</td>
                <td class="number">
                  {x?.value != null && y?.value != null ? signed(y.value - x.value) : '–'}
                  <small>{apart ? 'intervals apart' : 'intervals overlap'}</small>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const signed = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(4)}`;
