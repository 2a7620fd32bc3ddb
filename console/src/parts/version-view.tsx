import type { ComponentChildren } from 'preact';
import type { VersionFacts } from '../../../src/contracts/version-facts.ts';
import { place } from '../address.ts';
import { numberOf, type SystemFacts } from '../system-facts.ts';
import { Empty } from './empty.tsx';
import { Loaded } from './loaded.tsx';
import { VersionChoice } from './version-choice.tsx';

/** The version that the address names, else the champion, else the newest; undefined where there is none. */
function chosenVersion({ system, versions, champion }: SystemFacts): string | undefined {
  const asked = place.value.query.get('version');
  return asked === null ? (champion ?? versions.at(-1)?.version) : `${system}@${asked}`;
}

interface VersionViewProps {
  readonly title: string;
  readonly system: SystemFacts;
  readonly children: (version: number) => ComponentChildren;
}

/** A view of one version of a system, with the choice of another. */
export function VersionView({ title, system, children }: VersionViewProps) {
  const version = chosenVersion(system);
  if (version === undefined)
    return <Empty command="millwright run">There is no version of {system.system} yet.</Empty>;
  return (
    <>
      <div class="view-head">
        <h1>{title}</h1>
        <VersionChoice system={system} chosen={version} />
      </div>
      {children(numberOf(version))}
    </>
  );
}

/** What was measured of a version, once it is there. */
export const OfVersion = ({
  system,
  version,
  children,
}: {
  readonly system: string;
  readonly version: number;
  readonly children: (facts: VersionFacts) => ComponentChildren;
}) => (
  <Loaded<VersionFacts> key={version} of={`/v1/systems/${system}/versions/${version}`}>
    {children}
  </Loaded>
);
