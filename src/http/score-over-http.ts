import type { AddressInfo } from 'node:net';
import type { Pipeline } from '../contracts/pipeline.ts';
import type { VersionBody } from '../contracts/record.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { OpenVersion } from '../stages/serve/open-version.ts';
import { ServedProject } from '../stages/serve/served-project.ts';
import type { JsonRow } from '../stages/train/parity.ts';
import { makeApp } from './app.ts';
import type { PredictAnswer } from './contract.ts';

const SYSTEM = 'parity';

/** Wide rows are many bytes, and a job that has just trained is slow to answer: neither is what is tested. */
const PATIENT = { bodyBytes: 2 ** 30, requestTimeoutMs: 600_000, eventLoopDelayMs: null };

/**
 * What a pipeline answers over real HTTP, through the app that will serve it, on a loopback port of its own.
 *
 * @param journal an empty one that nobody else uses; the answers are logged in it
 * @returns [rows x outputs]
 */
export async function scoreOverHttp(
  pipeline: Pipeline,
  rows: readonly JsonRow[],
  { journal, clock }: { readonly journal: Journal; readonly clock: Clock },
): Promise<Float64Array> {
  const body: VersionBody = {
    version: 1,
    sha256: '',
    model: SYSTEM,
    primary: '',
    metrics: {},
    trained: '',
    run: null,
  };
  await journal.append([
    { kind: 'version', system: SYSTEM, id: '1', at: clock.now(), body: JSON.stringify(body) },
  ]);
  const load = async (): Promise<OpenVersion> => ({
    version: 1,
    sha256: '',
    model: SYSTEM,
    pipeline,
    threshold: null,
    design: null,
  });
  const loadOther = (): never => {
    throw new Error('only a pipeline is scored here');
  };
  const loaders = { load, loadRecommender: loadOther, loadFeed: loadOther };
  const project = new ServedProject({ journal, clock, ...loaders });
  await project.refresh();
  const app = await makeApp({
    project,
    journal,
    clock,
    ...loaders,
    keys: null,
    programVersion: SYSTEM,
    limits: PATIENT,
  });
  try {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/v1/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`rows that a model was trained on were refused over HTTP: ${text}`);
    return scoresOf(pipeline, JSON.parse(text) as PredictAnswer);
  } finally {
    await app.close();
    await project.close();
  }
}

function scoresOf({ task, outputs }: Pipeline, { predictions }: PredictAnswer): Float64Array {
  const scores = new Float64Array(predictions.length * outputs);
  predictions.forEach((prediction, i) => {
    if (outputs === 1 || !('classes' in task)) scores[i] = prediction.score;
    else
      task.classes.forEach((name, k) => {
        scores[i * outputs + k] = prediction.scores?.[name] ?? Number.NaN;
      });
  });
  return scores;
}
