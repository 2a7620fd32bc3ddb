import { signal } from '@preact/signals';

/** What went wrong, as the server says it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fix: string;

  constructor(
    status: number,
    error: { readonly code?: string; readonly message?: string; readonly fix?: string },
  ) {
    super(error.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = error.code ?? 'http/unknown';
    this.fix = error.fix ?? 'Look at what "millwright serve" printed.';
  }
}

/** What this browser may do; null = it must bring a key first; undefined = not known yet. */
export const roles = signal<readonly string[] | null | undefined>(undefined);
export const may = (role: string): boolean =>
  roles.value?.some((has) => has === role || has === 'admin') === true;

const OFFLINE = {
  code: 'http/unreachable',
  message: 'The server cannot be reached.',
  fix: 'Start it again with "millwright serve"; this page goes on by itself.',
};

/** Ask the server. Throws Refusal. A body is sent as JSON. */
export async function ask<T>(request: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const [method = 'GET', url = '/'] = request.split(' ');
  const answer = await fetch(url, {
    method,
    ...(signal && { signal }),
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch((error: unknown) => {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Refusal(0, OFFLINE);
  });
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  const found: unknown = isJson ? await answer.json() : await answer.text();
  if (answer.ok) return found as T;
  if (answer.status === 401) roles.value = null;
  throw new Refusal(answer.status, isJson ? ((found as { error?: object }).error ?? {}) : {});
}

export async function signIn(key: string): Promise<void> {
  const found = await ask<{ roles: readonly string[] }>('POST /v1/session', { key });
  roles.value = found.roles;
}

export async function signOut(): Promise<void> {
  await ask('DELETE /v1/session');
  roles.value = null;
}

export async function whoAmI(): Promise<void> {
  roles.value = (await ask<{ roles: readonly string[] | null }>('GET /v1/session')).roles;
}
