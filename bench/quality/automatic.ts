/**
 * The automatic ensemble under a budget against each of its models alone and against LightGBM with 50 random-search
 * trials, on the same five folds.
 *
 *     node bench/quality/automatic.ts [--budget 60] [--trials 50] [set ...]        PYTHON=path/to/python (requirements.txt)
 *
 * Within each fold everything is chosen on its training rows; the fold is scored once. The budget is in seconds of CPU
 * time of this process, so that a busy machine takes nothing from it. Prints a Markdown table: the mean over folds, and
 * the difference to each opponent with its standard error over folds (their training sets overlap: it is a guide, not a
 * test). An opponent that is ahead is in bold.
 */
import { type FoldedSet, withFoldedSet } from './folds.ts';
import { opponents, tunedPeer } from './opponents.ts';

const SETS = ['wa_churn', 'lending_club', 'hpc_data', 'attrition', 'credit_data', 'ames'];

interface Line {
  readonly set: FoldedSet;
  readonly automatic: readonly number[];
  readonly single: { readonly name: string; readonly scores: readonly number[] };
  readonly peer: readonly number[];
  readonly trials: readonly number[];
  readonly seconds: number;
  readonly peerSeconds: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Ours - theirs, turned so that more is better; of a loss in per cent of theirs. */
function against({ set, automatic }: Line, theirs: readonly number[]): string {
  const ranked = set.metric === 'rocAuc';
  const unit = ranked ? 1 : -mean(theirs) / 100;
  const differences = automatic.map((v, i) => (v - theirs[i]!) / unit);
  const centre = mean(differences);
  const spread = Math.sqrt(differences.reduce((s, d) => s + (d - centre) ** 2, 0) / (differences.length - 1));
  const error = spread / Math.sqrt(differences.length);
  const text = ranked
    ? `${centre.toFixed(4)} ± ${error.toFixed(4)}`
    : `${centre.toFixed(2)} % ± ${error.toFixed(2)} %`;
  return centre < 0 ? `**${text}**` : `+${text}`;
}

function print(line: Line): void {
  const { set, automatic, single, peer, trials, seconds, peerSeconds } = line;
  const cells = [
    `${set.name}, ${set.x.rows.toLocaleString('en')} x ${set.x.cols}`,
    set.metric,
    mean(automatic).toPrecision(5),
    `${mean(single.scores).toPrecision(5)} (${single.name})`,
    against(line, single.scores),
    mean(peer).toPrecision(5),
    against(line, peer),
    Math.round(mean(trials)),
    `${seconds.toFixed(0)} / ${peerSeconds.toFixed(0)}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function option(args: string[], name: string, usual: number): number {
  const at = args.indexOf(name);
  return at < 0 ? usual : Number(args.splice(at, 2)[1]);
}

async function main(args: string[]): Promise<void> {
  const budget = option(args, '--budget', 60);
  const trials = option(args, '--trials', 50);
  console.log(
    '| set | metric | automatic | best model alone | difference | LightGBM, tuned | difference | trials a fold | CPU s a fold, ours / theirs |',
  );
  console.log(`|${' --- |'.repeat(9)}`);
  for (const name of args.length > 0 ? args : SETS)
    await withFoldedSet(name, async (set, folder) => {
      const ours = await opponents(set, budget);
      const peer = tunedPeer(set, folder, trials);
      print({
        set,
        ...ours,
        peer: peer.map((f) => f[set.metric]!),
        peerSeconds: mean(peer.map((f) => f.seconds!)),
      });
    });
}

await main(process.argv.slice(2));
