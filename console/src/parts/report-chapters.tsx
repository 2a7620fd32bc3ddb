import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ask, Refusal } from '../api.ts';
import { tellMarks } from '../hint.ts';
import { Empty } from './empty.tsx';
import { liveTables } from './live-tables.ts';
import { Trouble } from './trouble.tsx';

interface Asked {
  readonly system: string;
  readonly version: number;
  /** The chapters, in this order; what a version has not, is left out. */
  readonly ids: readonly string[];
  /** Where a version may well have none of them: what they are, and how to get them. */
  readonly absent?: string;
}

/**
 * Chapters of the report of a version: what `millwright report` writes is what the console shows, drawn once, when the
 * version was made. Nothing in a report runs; the page would not let it.
 */
export function ReportChapters({ system, version, ids, absent }: Asked) {
  const here = useRef<HTMLDivElement>(null);
  const state = useSignal<'waiting' | 'there' | 'none' | Refusal>('waiting');
  useEffect(() => {
    const stop = new AbortController();
    ask<string>(`GET /reports/${system}/${version}`, undefined, stop.signal).then(
      (text) => {
        const report = new DOMParser().parseFromString(text, 'text/html');
        const found = ids.flatMap((id) => report.getElementById(id) ?? []);
        here.current?.replaceChildren(...found.map((section) => document.importNode(section, true)));
        if (here.current !== null) {
          liveTables(here.current);
          tellMarks(here.current.querySelectorAll('svg'));
        }
        state.value = found.length > 0 ? 'there' : 'none';
      },
      (error: unknown) => {
        if (error instanceof Refusal) state.value = error;
      },
    );
    return () => stop.abort();
  }, []);
  const command = `millwright report ${system}@${version}`;
  return (
    <>
      {state.value === 'waiting' && <p class="waiting">Loading …</p>}
      {state.value === 'none' &&
        (absent === undefined ? (
          <Empty command={command}>The report of this version has nothing about it.</Empty>
        ) : (
          <Empty>{absent}</Empty>
        ))}
      {state.value instanceof Refusal && (
        <>
          <Trouble of={state.value} />
          <Empty command={command}>This writes the report again.</Empty>
        </>
      )}
      <div class="chapters" ref={here} />
    </>
  );
}
