import fastify from 'fastify';
import { type OpenedSystem, open } from 'millwright';

/**
 * Churn scores inside a Fastify application: no second server, no network between the product and its model.
 *
 * node --conditions=source examples/fastify/server.ts [PROJECT FOLDER]
 */
const churn: OpenedSystem = await open(process.argv[2] ?? '.', process.argv[3] ?? 'churn');
const app = fastify();

app.post<{ Body: Record<string, unknown> }>('/customers/score', async ({ body }, reply) => {
  try {
    const { id, score, label } = await churn.predict(body);
    return { predictionId: id, risk: score, churns: label };
  } catch (error) {
    // What is wrong with the row, in words that its sender can act on.
    return reply.status(400).send({ error: (error as Error).message });
  }
});

app.post<{ Body: { predictionId: string; churned: string } }>('/customers/outcome', ({ body }) =>
  churn.feedback(body.predictionId, body.churned),
);

app.addHook('onClose', () => churn.close());
process.once('SIGTERM', () => void app.close());
console.log(await app.listen({ port: Number(process.env.PORT ?? 3000) }));
