import { type PredictionLine, parsePredictionId, predictionLines } from '../../contracts/record.ts';
import { fail } from '../../errors/fail.ts';
import type { Journal } from '../../ports/journal.ts';
import { registeredSystems } from '../deploy/registry.ts';

/** A prediction as the journal has it. */
export interface LoggedPrediction extends PredictionLine {
  readonly id: string;
  readonly system: string;
}

/** The prediction of that id, of any system. Throws 'serve/no-prediction'. */
export async function loggedPrediction(journal: Journal, id: string): Promise<LoggedPrediction> {
  const place = parsePredictionId(id);
  if (place !== undefined)
    for (const system of await registeredSystems(journal)) {
      const record = await journal.find('predictions', system, place.batch);
      const line = record && predictionLines(record)[place.line];
      if (line !== undefined) return { ...line, id, system };
    }
  throw fail('serve/no-prediction', { id });
}
