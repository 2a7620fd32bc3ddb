import type { ServiceFacts, VersionDocument } from '../../../contracts/document.ts';
import type { VersionStory } from './story.ts';

/** What each origin is of this version. */
export const originsOf = (
  { system, version, at }: VersionStory,
  service: ServiceFacts | null,
): VersionDocument['origins'] => ({
  design: {
    says: 'as written in the design file, or inferred where it says nothing',
    command: `millwright show ${system}`,
    at,
  },
  data: { says: 'read from the data by that run', command: `millwright report ${system}@${version}`, at },
  run: {
    says: `measured by the run that made ${system}@${version}`,
    command: `millwright report ${system}@${version}`,
    at,
  },
  service: {
    says: 'seen in service, at the newest answers',
    command: `millwright monitor ${system}`,
    at: service?.at ?? null,
  },
});
