/**
 * How the defaults of boosted trees were chosen: variants on sets that are not part of the quality table.
 *
 *     node bench/quality/tune.ts [--repeats 1] '{"l2": 1}' '{"learningRate": 0.1}' ...        PYTHON=path/to/python
 *
 * Prints for each set the metric of the defaults, and how each variant differs from it: points of AUC, or per cent of
 * the loss.
 */
import { foldedSet, scoreFolds } from './folds.ts';

const TUNING = [
  'attrition',
  'credit_data',
  'mlc_churn',
  'law_school',
  'compas',
  'elec2',
  'health_retirement',
  'national_survey',
  'communities',
  'check_times',
  'stackoverflow',
  'obesity',
  'genhealth',
  'rare-class-tuning',
];

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function main(args: string[]): void {
  const at = args.indexOf('--repeats');
  const repeats = at < 0 ? 1 : Number(args.splice(at, 2)[1]);
  const variants = args.map((text) => JSON.parse(text) as Record<string, unknown>);
  console.log(`| set | metric | defaults | ${args.join(' | ')} |`);
  console.log(`| --- | --- | --- |${' --- |'.repeat(args.length)}`);
  for (const name of TUNING) {
    const set = foldedSet(name, repeats, false);
    // Of a rare class the probability matters, and its AUC rests on a few rows.
    const metric = name === 'rare-class-tuning' ? 'logLoss' : set.metric;
    const scoreOf = (given: Record<string, unknown>): number =>
      mean(Array.from({ length: repeats }, (_, r) => mean(scoreFolds(set, r, given).map((f) => f[metric]!))));
    const base = scoreOf({});
    const cells = variants.map((variant) => {
      const score = scoreOf(variant);
      return metric === 'rocAuc'
        ? `${(100 * (score - base)).toFixed(2)} points`
        : `${(100 * (score / base - 1)).toFixed(2)} %`;
    });
    console.log(`| ${[name, metric, base.toPrecision(5), ...cells].join(' | ')} |`);
  }
}

main(process.argv.slice(2));
