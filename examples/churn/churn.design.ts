import { defineSystem } from 'millwright';
import type { Columns } from './churn.columns.ts';

/** Which customers of a telephone company are about to leave? */
export default defineSystem<Columns>({
  requirements: {
    objective:
      'Call customers before they leave: a call that was not needed costs 5, a leaver whom nobody called 20',
    constraints: ['a clerk must be able to tell a customer why they were called'],
    scale: { requestsPerSecond: 50, rowsPerDay: 7000 },
    latencyMs: 50,
    privacy: ['no names, addresses or numbers: none are in the table'],
  },

  framing: {
    target: 'Churn',
    positive: 'Yes',
    input: 'one customer, as the billing system knows them on the first of the month',
    output: 'the probability that they leave within the month',
  },

  data: {
    sources: [
      { file: 'churn.csv', collectedBy: 'IBM, as a sample for its analytics software', trust: 'medium' },
    ],
  },

  // Small steps, and so more trees: the baseline and a simple model tell what they are worth.
  models: ['majority', 'logistic', { name: 'boosted-trees', learningRate: 0.03 }],

  evaluation: {
    slices: ['senior_citizen', 'contract', 'internet_service'],
    // As in the objective: the threshold is the cheapest one on validation rows.
    costs: { falsePositive: 5, falseNegative: 20 },
  },

  serving: { port: 8080 },

  // When somebody should look; the console shows what holds and what does not.
  alerts: [
    { when: 'errorRate', above: 0.01, for: '5m' },
    { when: 'p95Ms', above: 50, for: '5m' },
    // A billing system that sends other columns is refused, row by row.
    { when: 'refusedRate', above: 0.1, for: '5m' },
    { when: 'turnedAwayRate', above: 0.05, for: '5m' },
    { when: 'lostAnswers', above: 0, for: '0m' },
    { when: 'drift', above: 0 },
    { when: 'accuracyDrop', above: 0 },
    { when: 'staleDays', above: 62 },
  ],
});
