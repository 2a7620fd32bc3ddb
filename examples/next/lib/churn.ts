import { type OpenedSystem, open } from 'millwright';

const kept = globalThis as { churn?: Promise<OpenedSystem> };

/** The system, opened at the first request and kept: development servers load this module again at every change. */
export function churn(): Promise<OpenedSystem> {
  kept.churn ??= open(process.env.MILLWRIGHT_PROJECT ?? '.', 'churn').catch((error: unknown) => {
    delete kept.churn;
    throw error;
  });
  return kept.churn;
}
