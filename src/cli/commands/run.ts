import type { Registered } from '../../stages/deploy.ts';
import { type Context, command, type Paint } from '../command.ts';
import type { Built } from '../jobs/build.ts';
import type { RunText } from '../run-text/run-text.ts';
import { searchOptions } from '../search-options.ts';

/** From the design to a registered version. */
export const run = command({
  name: 'run',
  about: 'Prepare, train, evaluate and register: from the data to a version that can be served',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: searchOptions,
  examples: ['millwright run', 'millwright run churn --json', 'millwright run --budget 60s'],
  async run({ system, budget, trials }, context) {
    const { searchLimits } = await import('../duration.ts');
    const { findingsText } = await import('../findings-text.ts');
    const built = await context.runJob('build', { system, search: searchLimits(budget, trials) });
    const told = await toldBy(built);
    const kept = await keep(built, told.put, context);
    const { dataset, cached } = built;
    return {
      json: {
        system: built.system,
        ...kept,
        ...told.json,
        findings: dataset.findings.map(({ kind, severity, column, says }) => ({
          kind,
          severity,
          column,
          says,
        })),
        dataset: dataset.sha256,
        cached,
        run: built.run.sha256,
      },
      text: (paint) =>
        [findingsText(dataset.findings, paint), ...told.text(paint), whatNow(kept, paint)]
          .filter((part) => part !== '')
          .join('\n\n'),
    };
  },
});

/** What there is to tell of a run, by the kind of its system. */
async function toldBy(built: Built): Promise<RunText> {
  if (built.kind === 'feed') return (await import('../run-text/feed.ts')).feedText(built.run);
  if (built.kind === 'recommend')
    return (await import('../run-text/recommender.ts')).recommenderText(built.run);
  return (await import('../run-text/predictor.ts')).predictorText(built.run);
}

/** What a run left behind besides its artifacts. */
interface Kept extends Omit<Registered, 'version'> {
  /** "churn@3" */
  readonly version: string;
  /** Path of the report, relative to where the shell stands. */
  readonly report: string;
}

/** Register the best model, so that it can be served, and write its report. */
async function keep(
  { system, run }: Built,
  trained: RunText['put'],
  { project, cwd, progress }: Context,
): Promise<Kept> {
  const { relative } = await import('node:path');
  const { wire } = await import('../wire.ts');
  const { register } = await import('../../stages/deploy.ts');
  const { writeReport } = await import('../write-report.ts');
  const wired = wire(project);
  const artifacts = await wired.artifacts();
  progress.begin('register');
  const journal = await wired.writeJournal('run');
  try {
    const best = { system, trained, run: run.sha256 };
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
