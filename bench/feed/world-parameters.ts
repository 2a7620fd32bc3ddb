/**
 * Each parameter of the made world halved and doubled: what the trained feed is worth then, beside others.
 *
 *     node bench/feed/world-parameters.ts [SEEDS, 1] [READERS, 200] [FROM, first parameter] [COUNT, all]
 *
 * Smaller towns than those of `world.ts`: READERS readers, three authors to five of them, seven days and two after; of the
 * models only the one that is quickest to learn. One line a parameter and factor, as it comes; FROM names the parameter to go on with.
 */

import { parametersSha256 } from '../../examples/news-feed/world/parameter-hash.ts';
import {
  declaredParameters,
  type ParameterName,
  parameterNames,
  scaled,
} from '../../examples/news-feed/world/parameter-set.ts';
import type { RankerMaker } from '../../examples/news-feed/world/ranker.ts';
import { referenceRankers } from '../../examples/news-feed/world/reference-rankers.ts';
import { makeTown } from '../../examples/news-feed/world/town.ts';
import { compareRankers, ORACLE, type Standing, times } from '../../examples/news-feed/world/value.ts';
import { range } from '../../examples/news-feed/world/value-command.ts';
import { feedRanker, learnTown } from './town-feed.ts';

const seeds = Array.from({ length: Number(process.argv[2] ?? 1) }, (_, i) => i + 1);
const readers = Number(process.argv[3] ?? 200);
const size = { readers, authors: Math.round(0.6 * readers), days: 7, after: 2 };
const first = Math.max(0, parameterNames.indexOf(process.argv[4] as ParameterName));
const names = parameterNames.slice(first, first + Number(process.argv[5] ?? parameterNames.length));
const BESIDE = ['chronological', 'popular', 'recently popular'];
const others = referenceRankers().filter(({ name }) => BESIDE.includes(name));

console.log(`parameters ${parametersSha256()}; ${seeds.length} towns each, of ${readers} readers`);
console.log(
  `| parameter | times | trained | share of the oracle | ${BESIDE.map((n) => `times ${n}`).join(' | ')} |`,
);
console.log(`| --- | --- | --- | --- |${' --- |'.repeat(BESIDE.length)}`);
await row('as declared', 1, declaredParameters);
for (const name of names)
  for (const factor of [0.5, 2]) await row(name, factor, scaled(declaredParameters, name, factor));
process.exit(0);

async function row(name: string, factor: number, parameters: typeof declaredParameters): Promise<void> {
  let town = 0;
  const trained: RankerMaker = {
    name: 'trained',
    async start() {
      const seed = seeds[town++]!;
      const learned = await learnTown(makeTown({ size, seed, parameters }), (design) => ({
        ...design,
        models: design.models.filter((model) => model.name === 'linear-heads'),
      }));
      return feedRanker(learned, 'value');
    },
  };
  const standings = await compareRankers([trained, ...others], { size, seeds, parameters });
  const of = (ranking: string): Standing => standings.find((s) => s.name === ranking)!;
  const ratios = BESIDE.map((other) => {
    const ratio = times(of('trained'), of(other));
    return ratio === null ? '-' : range(ratio);
  });
  const share = of(ORACLE).value.mean > 0 ? range(of('trained').ofOracle) : '-';
  console.log(`| ${name} | ${factor} | ${range(of('trained').value)} | ${share} | ${ratios.join(' | ')} |`);
}
