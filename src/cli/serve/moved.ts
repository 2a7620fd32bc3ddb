import type { DeploymentBody } from '../../contracts/record.ts';
import type { Outcome } from '../command.ts';

/** What a change of roles came to. */
export function moved(system: string, { action, version, from }: DeploymentBody): Outcome {
  const now = `${system}@${version}`;
  const before = from === null ? null : `${system}@${from}`;
  const role = action === 'challenge' ? 'challenger' : 'champion';
  return {
    json: { system, action, version: now, from: before },
    text: (paint) =>
      `${paint.name(now)} is the ${role} now${before === null ? '' : `, in place of ${paint.name(before)}`}.`,
  };
}
