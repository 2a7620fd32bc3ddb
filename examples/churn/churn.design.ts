import { defineSystem } from 'millwright';
import type { Columns } from './churn.columns.ts';

/** Which customers of a telephone company are about to leave? */
export default defineSystem<Columns>({
  requirements: {
    objective:
      'Call the customers who are about to leave, before they do: one call costs 5, a customer lost 100',
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

  evaluation: {
    slices: ['senior_citizen', 'contract', 'internet_service'],
  },

  serving: { port: 8080 },
});
