import { tryExperiment } from './experiment.ts';
import type { RankerMaker } from './ranker.ts';
import { referenceRankers } from './reference-rankers.ts';
import type { SizeName } from './size.ts';
import { prepareGround } from './trial.ts';

export interface ExperimentCommand {
  readonly size: SizeName;
  readonly seeds: number;
  readonly first: string;
  readonly second: string;
}

/** Print, town by town, what an experiment of two rankers would have decided by each metric, and how often that was true. */
export async function experimentCommand(
  { size, seeds, first, second }: ExperimentCommand,
  makers: readonly RankerMaker[] = referenceRankers(),
): Promise<void> {
  const find = (name: string): RankerMaker => {
    const maker = makers.find((m) => m.name === name);
    if (maker === undefined)
      throw new Error(`no ranker "${name}"; there are ${makers.map((m) => m.name).join(', ')}`);
    return maker;
  };
  const counts = new Map<string, Count>();
  for (let seed = 1; seed <= seeds; seed++) {
    const { truth, decisions, readers } = await tryExperiment(
      prepareGround({ size, seed }),
      find(first),
      find(second),
    );
    console.log(
      `seed ${seed}: true value a session ${first} ${truth.first.toFixed(3)}, ${second} ${truth.second.toFixed(3)}; ${readers.first} and ${readers.second} readers`,
    );
    for (const { metric, right, explained, wanted } of decisions) {
      const count = counts.get(metric) ?? { right: 0, wrong: 0, undecided: 0, explained: [], wanted: [] };
      count[right === null ? 'undecided' : right ? 'right' : 'wrong']++;
      count.explained.push(explained);
      count.wanted.push(wanted);
      counts.set(metric, count);
    }
  }
  console.log(
    '| decided by | right | wrong | undecided | variance that the week before takes out | readers of each half that it would take |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [metric, { right, wrong, undecided, explained, wanted }] of counts)
    console.log(
      `| ${metric} | ${right} | ${wrong} | ${undecided} | ${(100 * median(explained)).toFixed(0)} % | ${median(wanted)} |`,
    );
}

interface Count {
  right: number;
  wrong: number;
  undecided: number;
  readonly explained: number[];
  readonly wanted: number[];
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
