import type { FastifyInstance } from 'fastify';
import { ErrorBody, FeedbackAnswer, FeedbackBody } from '../contract.ts';
import type { Server } from '../server.ts';

/** POST /v1/feedback: what really happened, by prediction id. Answered once it is on disk. */
export function feedbackRoutes(app: FastifyInstance, { project }: Server): void {
  app.post<{ Body: FeedbackBody }>(
    '/v1/feedback',
    {
      config: { role: 'ingest' },
      schema: {
        summary: 'Tell what really happened',
        description:
          'Each label is answered with stored, duplicate, quarantined (kept but not used: no value that the target can have) or rejected (no such prediction). The answer comes once all that is stored is on disk.',
        tags: ['feedback'],
        body: FeedbackBody,
        response: { 200: FeedbackAnswer, 404: FeedbackAnswer, '4xx': ErrorBody, '5xx': ErrorBody },
      },
    },
    async ({ body }, reply) => {
      const results = await project.pick(body.system).feedback(body.labels);
      if (results.every((r) => r.result === 'rejected')) reply.status(404);
      return { results };
    },
  );
}
