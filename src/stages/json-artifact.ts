import { canonicalJson } from '../contracts/json.ts';
import type { Artifacts } from '../ports/artifacts.ts';

/** Read an artifact that is JSON; its shape is the caller's word. Throws 'artifact/absent', 'artifact/corrupt'. */
export const readJson = async <T>(artifacts: Artifacts, sha256: string): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await artifacts.get(sha256))) as T;

/** Store a value as canonical JSON: equal values have one name. @returns its sha256 */
export const putJson = (artifacts: Artifacts, value: object): Promise<string> =>
  artifacts.put(new TextEncoder().encode(canonicalJson(value)));
