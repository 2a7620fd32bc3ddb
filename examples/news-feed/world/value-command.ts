import { declaredParameters, type ParameterName, parameterNames, scaled } from './parameter-set.ts';
import type { RankerMaker } from './ranker.ts';
import { referenceRankers } from './reference-rankers.ts';
import type { SizeName } from './size.ts';
import { compareRankers, type Interval, ORACLE, type Standing, UNREAD_ORACLE } from './value.ts';

export interface ValueCommand {
  readonly size: SizeName;
  readonly seeds: number;
  /** "likePerOpen=2", or "all": each parameter halved and doubled. */
  readonly scale: string | undefined;
  /** Candidates of a session; all fresh posts where left out. */
  readonly candidates: string | undefined;
}

/** Print what rankers are worth; without any, the references alone. */
export async function valueCommand(
  { size, seeds, scale, candidates }: ValueCommand,
  makers: readonly RankerMaker[] = referenceRankers(),
): Promise<void> {
  const options = {
    size,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    ...(candidates === undefined ? {} : { candidates: Number(candidates) }),
  };
  if (scale === undefined) {
    printStandings(await compareRankers(makers, options));
    return;
  }
  const [name, factor] = scale.split('=');
  const all: [ParameterName, number][] =
    scale === 'all'
      ? parameterNames.flatMap((n): [ParameterName, number][] => [
          [n, 0.5],
          [n, 2],
        ])
      : [[name as ParameterName, Number(factor)]];
  const head = [...makers.map((m) => m.name), UNREAD_ORACLE, ORACLE];
  console.log(`| parameter | times | ${head.join(' | ')} | best of the oracle |`);
  console.log(`| --- |${' --- |'.repeat(head.length + 2)}`);
  for (const [parameter, times] of all) {
    const parameters = scaled(declaredParameters, parameter, times);
    const standings = await compareRankers(makers, { ...options, parameters });
    const of = (name: string): Standing => standings.find((s) => s.name === name)!;
    const best = Math.max(...makers.map((m) => of(m.name).ofOracle.mean));
    const values = head.map((name) => of(name).value.mean.toFixed(3));
    console.log(`| ${parameter} | ${times} | ${values.join(' | ')} | ${(100 * best).toFixed(1)} % |`);
  }
}

/** Of one town alone there is no interval. */
export const range = ({ mean, low, high }: Interval): string =>
  Number.isNaN(low) ? mean.toFixed(3) : `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

export function printStandings(standings: readonly Standing[]): void {
  console.log(
    '| ranker | true value a session | share of the oracle | regret | passive readers | opens | hides | clickbait of opens |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const s of standings)
    console.log(
      `| ${s.name} | ${range(s.value)} | ${s.name === ORACLE ? 1 : range(s.ofOracle)} | ${range(s.regret)} | ${range(s.passive)} | ${s.opens.toFixed(2)} | ${s.hides.toFixed(4)} | ${s.clickbait.toFixed(2)} |`,
    );
}
