import type { Task } from '../contracts/task.ts';
import type { Prediction } from '../stages/serve/prediction.ts';

/**
 * The answer of /v1/predict as text. Written by hand: the shape is small and fixed, and this is the hot path
 * (bench/serve).
 */
export function predictAnswerJson(
  system: string,
  version: number,
  task: Task,
  predictions: readonly Prediction[],
): string {
  let text = `{"system":"${system}","version":"${system}@${version}","predictions":[`;
  for (let i = 0; i < predictions.length; i++)
    text += (i === 0 ? '' : ',') + predictionJson(task, predictions[i]!);
  return `${text}]}`;
}

function predictionJson(task: Task, p: Prediction): string {
  // Scores are finite, and String gives the shortest text that reads back as the same double.
  let text = `{"id":"${p.id}","score":${p.score}`;
  if (p.scores !== null && 'classes' in task)
    text += `,"scores":${JSON.stringify(Object.fromEntries(task.classes.map((c, k) => [c, p.scores![k]])))}`;
  if (p.label !== null) text += `,"label":${JSON.stringify(p.label)}`;
  if (p.threshold !== null) text += `,"threshold":${p.threshold}`;
  if (p.explanation !== null) text += `,"explanations":${JSON.stringify(p.explanation.outputs)}`;
  if (p.heads !== undefined) text += `,"heads":${headsJson(p.heads)}`;
  return `${text}}`;
}

const headsJson = (heads: NonNullable<Prediction['heads']>): string =>
  JSON.stringify(
    Object.fromEntries(
      heads.map(({ target, task, score, scores, label }) => [
        target,
        {
          score,
          ...(scores !== null &&
            'classes' in task && { scores: Object.fromEntries(task.classes.map((c, k) => [c, scores[k]])) }),
          ...(label !== null && { label }),
        },
      ]),
    ),
  );
