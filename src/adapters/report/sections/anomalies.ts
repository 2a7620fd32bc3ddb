import type { ReportFacts } from '../../../contracts/report.ts';
import { html } from '../html.ts';
import { percent } from '../numbers.ts';
import type { Section } from '../section.ts';
import { scoreFigure } from './probabilities.ts';

/** How scores are spread, and where rows are taken for anomalous. */
export function anomalies({ design, models, subject }: ReportFacts): Section | null {
  const { curves, task, threshold, rows } = models[subject]!.evaluation;
  const { scores } = curves;
  if (task.category !== 'anomaly' || scores === undefined) return null;
  const known = design.framing.target !== null;
  return {
    id: 'anomalies',
    title: 'Anomalies',
    lead: html`How far test rows stand apart: about 0.5 for a row like all others, towards 1 for one that is soon alone. The threshold is where ${percent(task.share)} of the validation rows lie above.`,
    body: scoreFigure(scores, task.classes, threshold, {
      title: known ? 'Scores by true class' : 'Scores',
      x: 'how far the row stands apart',
      caption: `Share of the rows of each kind by score, of ${rows} test rows${known ? '' : '; which kind a row is of is the model’s own word'}.`,
    }),
  };
}
