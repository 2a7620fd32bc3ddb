import { churnCsv, folderOf, runCli } from '../cli/run-cli.ts';
import { resultOf } from './refusal.ts';

/** Few resamples, so that a run is a matter of seconds. */
const DESIGN = {
  data: 'churn.csv',
  framing: { target: 'Churn' },
  models: ['majority', 'logistic'],
  evaluation: { interval: { samples: 20 } },
};

/** A folder with a table of customers and its design; nothing has been run yet. */
export const churnProject = (rows = 300, files: Readonly<Record<string, string>> = {}): string =>
  folderOf({ 'churn.csv': churnCsv(rows), 'churn.design.json': JSON.stringify(DESIGN), ...files });

/** The same with one version registered. */
export async function trainedProject(rows?: number): Promise<string> {
  const cwd = churnProject(rows);
  resultOf(await runCli(['run', '--json'], { cwd }));
  return cwd;
}
