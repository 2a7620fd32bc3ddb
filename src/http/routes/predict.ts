import type { FastifyInstance } from 'fastify';
import { fail } from '../../errors/fail.ts';
import { ErrorBody, PredictAnswer, PredictBody } from '../contract.ts';
import { predictAnswerJson } from '../prediction-json.ts';
import type { Server } from '../server.ts';

/** POST /v1/predict: JSON rows in, a prediction each out. */
export function predictRoutes(app: FastifyInstance, { project, tallies, limits }: Server): void {
  app.post<{ Body: PredictBody }>(
    '/v1/predict',
    {
      config: { role: 'predict' },
      schema: {
        summary: 'Predict for rows',
        tags: ['predict'],
        body: PredictBody,
        response: { 200: PredictAnswer, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    (request, reply) => {
      const { system: name, rows, explain } = request.body;
      const system = project.pick(name);
      const { champion } = system;
      request.tally = tallies.version(system.name, champion);
      if (rows.length > limits.rows)
        throw fail('http/too-many-rows', { rows: rows.length, most: limits.rows });
      const predictions = system.predictRows(rows, explain === true, champion);
      reply
        .header('content-type', 'application/json; charset=utf-8')
        .send(predictAnswerJson(system.name, champion.version, champion.pipeline.task, predictions));
    },
  );
}
