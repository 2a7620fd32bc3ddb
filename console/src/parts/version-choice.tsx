import { keep } from '../address.ts';
import { numberOf, type SystemFacts } from '../system-facts.ts';

/** Which version a view is about; it stands in the address. */
export const VersionChoice = ({
  system,
  chosen,
}: {
  readonly system: SystemFacts;
  readonly chosen: string;
}) => (
  <label class="choice">
    Version
    <select value={chosen} onChange={(e) => keep({ version: numberOf(e.currentTarget.value) })}>
      {[...system.versions].reverse().map(({ version, role }) => (
        <option key={version} value={version}>
          {version} ({role})
        </option>
      ))}
    </select>
  </label>
);
