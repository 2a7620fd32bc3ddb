import { bytes, count, fixed, micros, NONE, seconds } from '../../../src/adapters/report/numbers.ts';
import type { Measured } from '../../../src/contracts/evaluation.ts';
import type { VersionFacts } from '../../../src/contracts/version-facts.ts';
import { keep, place } from '../address.ts';
import { measuredRun } from '../measured-models.ts';
import { numberOf, type VersionFacts as Registered, type SystemFacts } from '../system-facts.ts';
import { DataTable } from './data-table.tsx';
import { FigureOf } from './figure-of.tsx';
import { OfVersion } from './version-view.tsx';

/** Two versions side by side: what was measured of them, what they cost, what they were made of. */
export function CompareVersions({ system }: { readonly system: SystemFacts }) {
  const { versions, system: name } = system;
  const { query } = place.value;
  const find = (which: 'a' | 'b', or: number): Registered =>
    versions.find((v) => String(numberOf(v.version)) === query.get(which)) ?? versions.at(or)!;
  const [a, b] = [find('a', -2), find('b', -1)];
  const choice = (which: 'a' | 'b', label: string, chosen: Registered) => (
    <label>
      {label}
      <select value={chosen.version} onChange={(e) => keep({ [which]: numberOf(e.currentTarget.value) })}>
        {versions.map((v) => (
          <option key={v.version} value={v.version}>
            {v.version}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section class="card" aria-label="Compare">
      <div class="chosen">
        <h2>Compare</h2>
        {choice('a', 'First version', a)}
        {choice('b', 'Second version', b)}
      </div>
      <OfVersion system={name} version={numberOf(a.version)}>
        {(first) => (
          <OfVersion system={name} version={numberOf(b.version)}>
            {(second) => <Sides a={a} b={b} first={first} second={second} />}
          </OfVersion>
        )}
      </OfVersion>
    </section>
  );
}

interface Line {
  readonly what: string;
  readonly name: string;
  /** A measure with its interval, or a text. */
  readonly sides: readonly [Measured | string | null, Measured | string | null];
}

interface SidesProps {
  readonly a: Registered;
  readonly b: Registered;
  readonly first: VersionFacts;
  readonly second: VersionFacts;
}

function Sides({ a, b, first, second }: SidesProps) {
  const names = [...new Set([a.primary, ...Object.keys(a.metrics), ...Object.keys(b.metrics)])];
  const [x, y] = [madeOf(first), madeOf(second)];
  const lines: readonly Line[] = [
    ...names.map(
      (name): Line => ({
        what: 'measure',
        name,
        sides: [a.metrics[name] ?? null, b.metrics[name] ?? null],
      }),
    ),
    ...[...new Set([...x.keys(), ...y.keys()])].map((key): Line => {
      const [what, name] = key.split('\t') as [string, string];
      return { what, name, sides: [x.get(key) ?? null, y.get(key) ?? null] };
    }),
  ];
  const all = place.value.query.get('all') === 'yes';
  const told = all ? lines : lines.filter((line) => line.what === 'measure' || differenceOf(line) !== 'same');
  const side = (which: 0 | 1, title: string) => ({
    title,
    value: (line: Line) => sideValue(line.sides[which]),
    cell: (line: Line) => {
      const found = line.sides[which];
      return typeof found === 'string' ? <bdi>{found}</bdi> : <FigureOf of={found} />;
    },
    numeric: true as const,
  });
  return (
    <>
      <DataTable
        caption={`${a.version} beside ${b.version}`}
        rows={told}
        keyOf={(line) => `${line.what} ${line.name}`}
        columns={[
          { title: 'what', value: (line) => line.what },
          { title: 'name', value: (line) => line.name, cell: (line) => <strong>{line.name}</strong> },
          side(0, a.version),
          side(1, b.version === a.version ? `${b.version} again` : b.version),
          { title: 'difference', value: differenceOf, cell: Difference, numeric: true },
        ]}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={all}
          onChange={(e) => keep({ all: e.currentTarget.checked ? 'yes' : null })}
        />
        also what is the same
      </label>
      <p class="note">
        Where intervals overlap the two may still differ: each was measured on its own test rows. What decides
        between them is the comparison in shadow, under Deployments.
      </p>
    </>
  );
}

const sideValue = (side: Line['sides'][number]): string | number | null =>
  side === null || typeof side === 'string' ? side : side.value;

function differenceOf({ sides: [x, y] }: Line): number | string | null {
  const [a, b] = [sideValue(x), sideValue(y)];
  if (typeof a === 'number' && typeof b === 'number') return b - a;
  return a === b ? 'same' : 'differs';
}

function Difference(line: Line) {
  const found = differenceOf(line);
  const [x, y] = line.sides;
  if (typeof found !== 'number' || typeof x === 'string' || typeof y === 'string' || !x || !y)
    return found === 'differs' ? <strong>differs</strong> : (found ?? NONE);
  const apart = x.low !== null && y.low !== null && (x.low > y.high! || y.low > x.high!);
  return (
    <>
      {found > 0 ? '+' : found < 0 ? '−' : ''}
      {fixed(Math.abs(found), 4)}
      <small>{apart ? 'intervals apart' : 'intervals overlap'}</small>
    </>
  );
}

/** What a version costs and was made of, by "what, tab, name". */
function madeOf(found: VersionFacts): ReadonlyMap<string, string> {
  const { facts } = found;
  const chosen = measuredRun(found).models.find((m) => m.chosen)!;
  const { manifest } = 'trained' in facts ? facts.trained : facts.models[facts.subject]!;
  const lines: (readonly [string, string])[] = [
    ['cost\ttime to fit', seconds(chosen.fitSeconds)],
    ['cost\ttime to score', chosen.micros === null ? NONE : micros(chosen.micros)],
    ['cost\tsize', chosen.bytes === null ? NONE : bytes(chosen.bytes)],
    ['data\trows', count(facts.dataset.rows)],
    ['data\tlearned from', facts.rows === null ? NONE : count(facts.rows.train)],
    ['data\tdataset', facts.dataset.sha256.slice(0, 12)],
    ['design\tsha256', manifest.parents.design.slice(0, 12)],
    ['design\tprogram', manifest.program],
    ['model\tname', chosen.name],
    ...Object.entries(chosen.params).map(([name, value]) => [`parameter\t${name}`, String(value)] as const),
  ];
  if (found.kind === 'predict') {
    for (const { column, steps } of found.chains)
      lines.push([`feature\t${column}`, steps.map((s) => s.name).join(' → ') || 'as it is']);
    const { threshold } = found.facts.models[found.facts.subject]!.evaluation;
    if (threshold !== null) lines.push(['decision\tthreshold', fixed(threshold, 3)]);
  }
  if (found.kind === 'feed')
    for (const { name } of found.facts.design.aggregates) lines.push([`feature\t${name}`, 'aggregate']);
  return new Map(lines);
}
