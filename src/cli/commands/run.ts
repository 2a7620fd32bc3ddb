import type { TrainedModel } from '../../contracts/artifact.ts';
import type { Registered } from '../../stages/deploy.ts';
import { type Context, command, type Outcome, type Paint } from '../command.ts';
import type { Built } from '../jobs/build.ts';
import { searchOptions } from '../search-options.ts';
import { wrap } from '../wrap.ts';

/** From the design to a registered version. */
export const run = command({
  name: 'run',
  about: 'Prepare, train, evaluate and register: from the data to a version that can be served',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: searchOptions,
  examples: ['millwright run', 'millwright run churn --json', 'millwright run --budget 60s'],
  async run({ system, budget, trials }, context) {
    const { searchLimits } = await import('../duration.ts');
    const { runJob } = await import('../job.ts');
    const { leaderboardText } = await import('../leaderboard-text.ts');
    const { findingsText } = await import('../findings-text.ts');
    const { searchText } = await import('../search-text.ts');
    const built = await runJob('build', { system, search: searchLimits(budget, trials) }, context);
    const kept = await keep(built, context);
    return {
      json: jsonOf(built, kept),
      text: (paint) =>
        [
          findingsText(built.dataset.findings, paint),
          leaderboardText({ ...leaderboardOf(built), paint }),
          built.run.record.search === undefined ? '' : searchText(built.run.record.search),
          wrap(built.run.models[built.run.best]!.learningCurve?.diagnosis ?? '', 92).join('\n'),
          whatNow(kept, paint),
        ]
          .filter((part) => part !== '')
          .join('\n\n'),
    } satisfies Outcome;
  },
});

/** What a run left behind besides its artifacts. */
interface Kept extends Omit<Registered, 'version'> {
  /** "churn@3" */
  readonly version: string;
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
    const registered = await register(best, { journal, artifacts, clock: wired.clock });
    const version = `${system}@${registered.version}`;
    progress.end(
      registered.unchanged ? `the same model as ${version}` : `${version} is ${registered.becomes}`,
    );
    // A report that cannot be written undoes nothing: the version is there, and "millwright report" makes it again.
    progress.begin('report');
    const stores = { journal, artifacts, lake: await wired.lake() };
    const { file } = await writeReport(project, { system, version: registered.version }, stores);
    progress.end();
    return { ...registered, version, report: relative(cwd, file) };
  } finally {
    await journal.close();
  }
}

function jsonOf({ system, dataset, cached, run }: Built, kept: Kept): Outcome['json'] {
  const { sha256, record, models, best } = run;
  const { manifest, evaluation, learningCurve } = models[best]!;
  return {
    system,
    version: kept.version,
    becomes: kept.becomes,
    unchanged: kept.unchanged,
    model: manifest.model.name,
    primary: evaluation.primary,
    metrics: evaluation.metrics,
    rows: record.rows,
    models: models.map(modelJson),
    findings: dataset.findings.map(({ kind, severity, column, says }) => ({ kind, severity, column, says })),
    dataset: dataset.sha256,
    cached,
    run: sha256,
    ...(learningCurve && { learningCurve }),
    ...(record.search && { search: record.search }),
    report: kept.report,
  };
}

const modelJson = (m: TrainedModel) => ({
  model: m.manifest.model.name,
  tier: m.tier,
  sha256: m.sha256,
  metrics: m.evaluation.metrics,
  versusBaseline: m.evaluation.versusBaseline?.difference ?? null,
  validationScore: m.validationScore,
  fitSeconds: m.fitSeconds,
  singleRowMicros: m.singleRowMicros,
  bytes: m.bytes,
  parity: { ...m.parity },
  ...(m.tradeOffs && { tradeOffs: m.tradeOffs }),
  ...(m.crossValidation && { crossValidation: m.crossValidation.metrics }),
});

function leaderboardOf({ run: { models, best, record } }: Built) {
  const { primary, metrics, interval } = models[best]!.evaluation;
  return {
    primary,
    best,
    metrics,
    level: interval.level,
    lines: models.map((m, i) => ({
      ...m,
      ...(record.comparison && { versusBest: record.comparison.differences[i] ?? null }),
      model: m.manifest.model.name,
      score: m.evaluation.metrics[primary]!,
      versusBaseline: m.evaluation.versusBaseline?.difference ?? null,
    })),
  };
}

/** What became of the version, and the next step. */
function whatNow({ version, becomes, unchanged, report }: Kept, paint: Paint): string {
  const what = unchanged
    ? `unchanged: the same model as ${paint.name(version)}${becomes === 'candidate' ? '' : `, the ${becomes}`}`
    : `${paint.name(version)} is ${paint.good(becomes)}`;
  return [
    what,
    `  report   ${report}`,
    becomes === 'champion'
      ? `  serve    ${paint.bold('millwright serve')}`
      : `  promote  ${paint.bold(`millwright promote ${version}`)}   lets it answer instead of the champion`,
  ].join('\n');
}
