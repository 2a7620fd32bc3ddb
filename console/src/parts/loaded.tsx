import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { ask, Refusal } from '../api.ts';
import { beat, ticks } from '../live.ts';
import { Trouble } from './trouble.tsx';

/** What a view shows of something that the server is asked for: waiting, trouble, or the thing. */
export function Loaded<T>({
  of,
  live = false,
  meanwhile,
  children,
}: {
  /** "/v1/systems" */
  readonly of: string;
  /** Ask again whenever something happened on the server; "ticks": whenever it has counted, every ten seconds. */
  readonly live?: boolean | 'ticks';
  /** What stands there until it has come. */
  readonly meanwhile?: ComponentChildren;
  readonly children: (found: T) => ComponentChildren;
}) {
  const found = useSignal<T | null>(null);
  const trouble = useSignal<Refusal | null>(null);
  const pulse = live === 'ticks' ? ticks.value : live ? beat.value : 0;
  useEffect(() => {
    const stop = new AbortController();
    ask<T>(`GET ${of}`, undefined, stop.signal).then(
      (value) => {
        found.value = value;
        trouble.value = null;
      },
      (error: unknown) => {
        if (error instanceof Refusal) trouble.value = error;
      },
    );
    return () => stop.abort();
  }, [of, pulse]);
  useEffect(() => {
    found.value = null;
    trouble.value = null;
  }, [of]);
  if (found.value !== null) return <>{children(found.value)}</>;
  if (trouble.value !== null) return <Trouble of={trouble.value} />;
  return <>{meanwhile ?? <p class="waiting">Loading …</p>}</>;
}
