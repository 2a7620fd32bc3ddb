import type { Cell, ToldEvent } from './rows.ts';

/** A page of a feed, as POST /v1/feed answers. */
export interface FeedPage {
  /** Names the page: "requestId" of the events that follow. */
  readonly id: string;
  readonly posts: readonly { readonly post: string }[];
  /** For the next page; null = there is none. */
  readonly cursor: string | null;
}

export interface Connection {
  readonly url: string;
  readonly key: string;
  /** Left out where the project has one feed. */
  readonly system?: string;
}

export type LiveEvent = Omit<ToldEvent, 'propensity'>;

export interface NewPost {
  readonly item: string;
  readonly addedAt: number;
  readonly attributes: Readonly<Record<string, Cell>>;
}

/** What readers and authors do over HTTP. Each throws where there is no answer or another status than 200. */
export interface LiveClient {
  feed(user: string, k: number, cursor: string | null, context: ToldEvent['context']): Promise<FeedPage>;
  /** @returns one word an event, in their order: stored, duplicate, quarantined, rejected */
  events(events: readonly LiveEvent[]): Promise<string[]>;
  publish(posts: readonly NewPost[]): Promise<void>;
}

const PATIENCE_MS = 10_000;

export function connect({ url, key, system }: Connection): LiveClient {
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(system === undefined ? body : { system, ...body }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  return {
    async feed(user, k, cursor, context) {
      return (await post('/v1/feed', {
        reader: user,
        k,
        context,
        ...(cursor === null ? {} : { cursor }),
      })) as FeedPage;
    },
    async events(events) {
      const { results } = (await post('/v1/events', { events })) as { results: { result: string }[] };
      return results.map(({ result }) => result);
    },
    async publish(posts) {
      await post('/v1/items', { items: posts });
    },
  };
}
