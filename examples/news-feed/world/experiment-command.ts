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
  const counts = new Map<string, { right: number; wrong: number; undecided: number }>();
  for (let seed = 1; seed <= seeds; seed++) {
    const { truth, decisions, readers } = await tryExperiment(
      prepareGround({ size, seed }),
      find(first),
      find(second),
    );
    console.log(
      `seed ${seed}: true value a session ${first} ${truth.first.toFixed(3)}, ${second} ${truth.second.toFixed(3)}; ${readers.first} and ${readers.second} readers`,
    );
    for (const { metric, right } of decisions) {
      const count = counts.get(metric) ?? { right: 0, wrong: 0, undecided: 0 };
      count[right === null ? 'undecided' : right ? 'right' : 'wrong']++;
      counts.set(metric, count);
    }
  }
  console.log('| decided by | right | wrong | undecided |\n| --- | --- | --- | --- |');
  for (const [metric, { right, wrong, undecided }] of counts)
    console.log(`| ${metric} | ${right} | ${wrong} | ${undecided} |`);
}
