/**
 * The trained feed in the made world, beside feeds that learned nothing and the oracles:
 *
 *     node bench/feed/world.ts [SEEDS, 5] [OBJECTIVES, value,opens,dwell,reactions] [PARAMETER=FACTOR]
 *
 * In each town the design of examples/news-feed learns from the log as written; then, for the days after it, each ranking
 * serves the same sessions. All objectives of the design rank by the same model; what they see of these days folds into what
 * is known, the model stays as it is. Prints the true value, and how many times that of other feeds.
 */

import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import {
  declaredParameters,
  type ParameterName,
  scaled,
} from '../../examples/news-feed/world/parameter-set.ts';
import type { RankerMaker } from '../../examples/news-feed/world/ranker.ts';
import { referenceRankers } from '../../examples/news-feed/world/reference-rankers.ts';
import { makeTown } from '../../examples/news-feed/world/town.ts';
import { compareRankers, times } from '../../examples/news-feed/world/value.ts';
import { printStandings, range } from '../../examples/news-feed/world/value-command.ts';
import { feedRanker, learnTown, type TownFeed } from './town-feed.ts';

const seeds = Array.from({ length: Number(process.argv[2] ?? 5) }, (_, i) => i + 1);
const objectives = (process.argv[3] ?? 'value,opens,dwell,reactions').split(',');
const [name, factor] = (process.argv[4] ?? '').split('=');
const parameters =
  factor === undefined
    ? declaredParameters
    : scaled(declaredParameters, name as ParameterName, Number(factor));

console.log(`parameters ${parametersSha256()}${factor === undefined ? '' : `, ${name} times ${factor}`}`);
/** By seed: all objectives of a town rank by what was learned once. */
const learned = new Map<number, Promise<TownFeed>>();
let seed = 0;
const trained = objectives.map(
  (objective): RankerMaker => ({
    name: `trained, by ${objective}`,
    async start() {
      const town = objective === objectives[0] ? seeds[seed++]! : seeds[seed - 1]!;
      if (!learned.has(town))
        learned.set(town, learnTown(makeTown({ size: 'demo', seed: town, parameters })));
      return feedRanker(await learned.get(town)!, objective);
    },
  }),
);
const standings = await compareRankers([...trained, ...referenceRankers()], {
  size: 'demo',
  seeds,
  parameters,
  progress: (ranking, town, value) => console.error(`seed ${town}, ${ranking}: ${value.toFixed(4)}`),
});
printStandings(standings);
const of = (ranking: string) => standings.find((s) => s.name === ranking)!;
for (const other of ['chronological', 'followed', 'popular', 'recently popular']) {
  const ratio = times(standings[0]!, of(other));
  console.log(`${standings[0]!.name}: ${ratio === null ? '-' : range(ratio)} times ${other}`);
}
process.exit(0);
