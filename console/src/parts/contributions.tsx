import { amount } from '../../../src/adapters/report/numbers.ts';

export interface Moved {
  readonly column: string;
  readonly contribution: number;
}

const STRONGEST = 12;

/** Bars from the raw score of a row of which nothing is known, one a column, strongest first. */
export function Contributions({
  base,
  of,
  row,
}: {
  readonly base: number;
  readonly of: readonly Moved[];
  readonly row: Readonly<Record<string, unknown>>;
}) {
  const shown = of.slice(0, STRONGEST);
  const rest = of.slice(STRONGEST).reduce((sum, c) => sum + c.contribution, 0);
  const largest = Math.max(...shown.map((c) => Math.abs(c.contribution)), 1e-12);
  return (
    <>
      <h3>What moved the score</h3>
      <table class="bars">
        <caption class="hidden">Contributions to the raw score, strongest first</caption>
        <thead class="hidden">
          <tr>
            <th scope="col">column</th>
            <th scope="col">value</th>
            <th scope="col">bar</th>
            <th scope="col">contribution</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ column, contribution }) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td>{String(row[column] ?? 'missing')}</td>
              <td class="bar" aria-hidden="true">
                <span
                  class={contribution < 0 ? 'less' : 'more'}
                  style={{ width: `${(50 * Math.abs(contribution)) / largest}%` }}
                />
              </td>
              <td class="number">{signed(contribution)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        Raw score of a row of which nothing is known: {amount(base)}. All other columns together:{' '}
        {signed(rest)}.
      </p>
    </>
  );
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${amount(Math.abs(value))}`;
