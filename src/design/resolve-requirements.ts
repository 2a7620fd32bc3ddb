import type { Design } from '../contracts/design.ts';
import type { RequirementsInput } from './input.ts';

/** What the product needs, with nothing where nothing was said. @param objective what it is for, where the design is silent */
export const resolveRequirements = (
  given: RequirementsInput = {},
  objective: string,
): Design['requirements'] => ({
  objective: given.objective ?? objective,
  constraints: given.constraints ?? [],
  scale: {
    requestsPerSecond: given.scale?.requestsPerSecond ?? null,
    rowsPerDay: given.scale?.rowsPerDay ?? null,
  },
  latencyMs: given.latencyMs ?? null,
  privacy: given.privacy ?? [],
});
