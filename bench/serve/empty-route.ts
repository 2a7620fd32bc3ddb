import fastify from 'fastify';

/** The peer: a Fastify route that reads the same body and answers at once. */
const app = fastify();
app.post('/v1/predict', () => ({ ok: true }));
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
