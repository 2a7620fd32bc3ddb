import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Failure, fail } from '../errors/fail.ts';
import type { ErrorBody } from './contract.ts';

/** What any error that reaches the edge is to a client: something of the catalogue, never a stack trace. */
export function failureFor(error: unknown, request: FastifyRequest, log: Logger): Failure {
  if (error instanceof Failure) {
    if (error.status >= 500) log.error({ requestId: request.id, code: error.code }, error.message);
    return error;
  }
  const known = fastifyFailure(error as FastifyError, request);
  if (known !== undefined) return known;
  log.error({ requestId: request.id, err: error }, 'fault');
  return fail('http/internal', { requestId: request.id });
}

function fastifyFailure(error: FastifyError, request: FastifyRequest): Failure | undefined {
  if (error.validation !== undefined) return fail('http/malformed', { because: invalid(error) });
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return fail('http/body-too-large', { limit: request.routeOptions.bodyLimit });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return fail('http/media-type', { got: request.headers['content-type'] ?? '' });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return fail('http/malformed', { because: 'Content-Length is not the length of the body' });
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return fail('http/malformed', { because: error.message });
  return undefined;
}

/** The first thing that is wrong, with its place: "body/rows must be array". */
function invalid(error: FastifyError): string {
  const [first] = error.validation!;
  const place = `${error.validationContext ?? 'body'}${first!.instancePath}`;
  const extra = first!.params.additionalProperty;
  return typeof extra === 'string'
    ? `${place} has ${JSON.stringify(extra)}, which does not belong there`
    : `${place} ${first!.message}`;
}

export const errorBody = (failure: Failure, requestId: string): ErrorBody => ({
  error: { code: failure.code, message: failure.message, fix: failure.fix, requestId },
});

/** Answers with the error body of /v1. */
export const failureSender =
  (log: Logger) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const failure = failureFor(error, request, log);
    // Browsers ask for a key only when it is Basic that is wanted.
    const page = request.url.startsWith('/reports/');
    if (failure.status === 401)
      reply.header('www-authenticate', page ? 'Basic realm="millwright", charset="UTF-8"' : 'Bearer');
    // A connection that is closed on a client in the middle of its body takes the answer with it: the rest is read away.
    if (failure.code === 'http/body-too-large') reply.removeHeader('connection');
    reply.status(failure.status).send(errorBody(failure, request.id));
  };
