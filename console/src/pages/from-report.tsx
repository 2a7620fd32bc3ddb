import type { ComponentType } from 'preact';
import { place } from '../address.ts';
import { Empty } from '../parts/empty.tsx';
import { ReportChapters } from '../parts/report-chapters.tsx';
import { VersionChoice } from '../parts/version-choice.tsx';
import { numberOf, versionShown } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

/** A view made of chapters of the report of a version. */
export const chapters = (title: string, ids: readonly string[]): ComponentType<ViewProps> =>
  function FromReport({ system }) {
    const version = versionShown(system!, place.value.query);
    if (version === undefined)
      return <Empty command="millwright run">There is no version of {system!.system} yet.</Empty>;
    return (
      <>
        <div class="view-head">
          <h1>{title}</h1>
          <VersionChoice system={system!} chosen={version} />
        </div>
        <ReportChapters key={version} system={system!.system} version={numberOf(version)} ids={ids} />
      </>
    );
  };
