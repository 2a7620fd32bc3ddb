import type { MetricFamily } from '../../http/metrics/exposition.ts';
import type { Progress } from '../../ports/progress.ts';
import { Retrainer, type RetrainOutcome, type RetrainPorts } from '../../stages/serve/retrainer.ts';
import { runJob } from '../job.ts';
import type { Built } from '../jobs/build.ts';
import { wire } from '../wire.ts';
import { writeReport } from '../write-report.ts';

const quiet: Progress = { begin() {}, at() {}, end() {} };

/** Trains the systems of a project as their designs say, in jobs; what comes of it is noted, and gets a report. */
export function retraining(
  folder: string,
  ports: Omit<RetrainPorts, 'build' | 'tell'>,
  note: (line: string) => void,
): Retrainer {
  return new Retrainer({
    ...ports,
    async build(system, champion, plan, signal) {
      const { version, sha256 } = champion;
      const input = { system, search: undefined, gate: { version, sha256, plan } };
      const built = await runJob('build', input, { project: folder, progress: quiet, signal });
      const verdict = ('verdict' in built ? built.verdict : null) ?? null;
      return { trained: bestOf(built), run: built.run.sha256, verdict };
    },
    tell({ system, because, result, version, says }) {
      const what = version === null ? system : `${system}@${version}`;
      note(`trained again (${because}), ${what} ${RESULTS[result]}: ${says}`);
      if (version !== null && result !== 'unchanged')
        void report(folder, system, version, ports).catch((error: unknown) =>
          note(`no report of ${what}: ${String(error)}`),
        );
    },
  });
}

const RESULTS: Readonly<Record<RetrainOutcome['result'], string>> = {
  promoted: 'answers now',
  waits: 'waits as challenger',
  unchanged: 'is as it was',
  failed: 'failed',
};

const bestOf = (built: Built) =>
  built.kind === 'predict' ? built.run.models[built.run.best]! : built.run.trained;

async function report(
  folder: string,
  system: string,
  version: number,
  { journal, artifacts }: Pick<RetrainPorts, 'journal' | 'artifacts'>,
): Promise<void> {
  await writeReport(folder, { system, version }, { journal, artifacts, lake: await wire(folder).lake() });
}

/** How often systems were trained again, and what came of it. */
export const retrainFamilies = ({ counts }: Retrainer): MetricFamily[] => [
  {
    name: 'millwright_retrain_total',
    help: 'Trainings of systems in service, by what came of them.',
    type: 'counter',
    samples: [...counts].flatMap(([system, results]) =>
      [...results].map(([result, value]) => ({ labels: { system, result }, value })),
    ),
  },
];
