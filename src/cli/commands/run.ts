import type { TrainedModel } from '../../contracts/artifact.ts';
import type { JsonObject } from '../../contracts/json.ts';
import { type Context, command, type Outcome } from '../command.ts';
import type { Built } from '../jobs/build.ts';

/** From the design to a registered version. */
export const run = command({
  name: 'run',
  about: 'Prepare, train, evaluate and register: from the data to a version that can be served',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: {},
  examples: ['millwright run', 'millwright run churn --json'],
  async run({ system }, context) {
    const { runJob } = await import('../job.ts');
    const { leaderboardText } = await import('../leaderboard-text.ts');
    const built = await runJob('build', { system }, context);
    return outcomeOf(built, await keep(built, context), leaderboardText);
  },
});

/** What a run left behind besides its artifacts. */
interface Kept {
  /** "churn@3" */
  readonly version: string;
  readonly becomes: string;
  /** Path of the report, relative to where the shell stands. */
  readonly report: string;
}

/** Register the best model, so that it can be served, and write its report. */
async function keep({ system, run: trained }: Built, { project, cwd, progress }: Context): Promise<Kept> {
  const { relative } = await import('node:path');
  const { wire } = await import('../wire.ts');
  const { register } = await import('../../stages/deploy.ts');
  const { writeReport } = await import('../write-report.ts');
  const wired = wire(project);
  const artifacts = await wired.artifacts();
  progress.begin('register');
  const journal = await wired.writeJournal('run');
  try {
    const best = { system, trained: trained.models[trained.best]!, run: trained.sha256 };
    const { version, becomes } = await register(
      { ...best, role: 'candidate' },
      { journal, artifacts, clock: wired.clock },
    );
    const stores = { journal, artifacts, lake: await wired.lake() };
    const { file } = await writeReport(project, { system, version }, stores);
    progress.end(`${system}@${version} is ${becomes}`);
    return { version: `${system}@${version}`, becomes, report: relative(cwd, file) };
  } finally {
    await journal.close();
  }
}

function outcomeOf(
  { system, dataset, cached, run: { sha256, record, models, best } }: Built,
  { version, becomes, report }: Kept,
  leaderboardText: typeof import('../leaderboard-text.ts').leaderboardText,
): Outcome {
  const chosen = models[best]!;
  const { primary, metrics } = chosen.evaluation;
  const warnings = dataset.findings.filter((f) => f.severity === 'warning');
  return {
    json: {
      system,
      version,
      becomes,
      model: chosen.manifest.model.name,
      primary,
      metrics: metrics as unknown as JsonObject,
      rows: record.rows,
      models: models.map(modelJson),
      findings: dataset.findings.map(({ kind, severity, column, says }) => ({
        kind,
        severity,
        column,
        says,
      })),
      dataset: dataset.sha256,
      cached,
      run: sha256,
      report,
    },
    text: (paint) =>
      [
        ...warnings.map((f) => `${paint.warn('warning')}  ${f.says}`),
        ...(warnings.length > 0 ? [''] : []),
        leaderboardText({
          primary,
          best,
          metrics,
          paint,
          lines: models.map((m) => ({
            ...m,
            model: m.manifest.model.name,
            score: m.evaluation.metrics[primary]!,
            versusBaseline: m.evaluation.versusBaseline?.difference ?? null,
          })),
        }),
        '',
        `${paint.name(version)} is ${paint.good(becomes)}; report: ${report}`,
        becomes === 'champion'
          ? `Serve it: ${paint.bold('millwright serve')}`
          : `The champion goes on answering. To let the new one answer: ${paint.bold(`millwright promote ${version}`)}`,
      ].join('\n'),
  };
}

const modelJson = (m: TrainedModel): JsonObject => ({
  model: m.manifest.model.name,
  tier: m.tier,
  sha256: m.sha256,
  metrics: m.evaluation.metrics as unknown as JsonObject,
  versusBaseline: (m.evaluation.versusBaseline?.difference ?? null) as JsonObject | null,
  validationScore: m.validationScore,
  fitSeconds: m.fitSeconds,
  singleRowMicros: m.singleRowMicros,
  bytes: m.bytes,
  parity: { ...m.parity },
});
