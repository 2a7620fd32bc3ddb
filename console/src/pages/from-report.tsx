import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { place } from '../address.ts';
import { ask, Refusal } from '../api.ts';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { VersionChoice } from '../parts/version-choice.tsx';
import { numberOf } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

/**
 * A view made of chapters of the report of a version: what `millwright report` writes is what the console shows, drawn
 * once, when the version was made. Nothing in a report runs; the page would not let it.
 *
 * ids: the chapters, in this order; what a version has not, is left out.
 */
export const chapters = (title: string, ids: readonly string[]): ComponentType<ViewProps> =>
  function FromReport({ system }) {
    const { versions, champion } = system!;
    const asked = place.value.query.get('version');
    const version = asked === null ? (champion ?? versions.at(-1)?.version) : `${system!.system}@${asked}`;
    if (version === undefined)
      return <Empty command="millwright run">There is no version of {system!.system} yet.</Empty>;
    return (
      <>
        <div class="view-head">
          <h1>{title}</h1>
          <VersionChoice system={system!} chosen={version} />
        </div>
        <Chapters key={version} system={system!.system} version={numberOf(version)} ids={ids} />
      </>
    );
  };

interface Asked {
  readonly system: string;
  readonly version: number;
  readonly ids: readonly string[];
}

function Chapters({ system, version, ids }: Asked) {
  const here = useRef<HTMLDivElement>(null);
  const state = useSignal<'waiting' | 'there' | 'none' | Refusal>('waiting');
  useEffect(() => {
    const stop = new AbortController();
    ask<string>(`GET /reports/${system}/${version}`, undefined, stop.signal).then(
      (text) => {
        const report = new DOMParser().parseFromString(text, 'text/html');
        const found = ids.flatMap((id) => report.getElementById(id) ?? []);
        here.current?.replaceChildren(...found.map((section) => document.importNode(section, true)));
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
      {state.value === 'none' && (
        <Empty command={command}>The report of this version has nothing about it.</Empty>
      )}
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
