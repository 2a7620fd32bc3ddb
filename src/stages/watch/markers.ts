import type { DeployMarker } from '../../contracts/watching.ts';
import type { Deployment, Registry } from '../deploy/registry.ts';

/** What retraining signs its promotions with. */
const RETRAINING = 'retraining';

/** Changes of who answers and of who is compared in shadow, oldest first, from an instant on. */
export function markersOf({ history }: Pick<Registry, 'history'>, since: number): DeployMarker[] {
  const markers: DeployMarker[] = [];
  let inShadow: number | null = null;
  for (const move of history) {
    const { version, from, by, why, at } = move;
    const stopped =
      inShadow !== null && (move.action === 'challenge' ? version !== inShadow : version === inShadow);
    if (stopped) markers.push({ at, what: 'shadow-stop', version: inShadow!, from: null, by, why });
    if (stopped || move.action === 'challenge') inShadow = move.action === 'challenge' ? version : null;
    markers.push({ at, what: whatOf(move), version, from, by, why });
  }
  return markers.filter((marker) => marker.at >= since);
}

const whatOf = ({ action, by }: Deployment): DeployMarker['what'] => {
  if (action === 'challenge') return 'shadow-start';
  return action === 'promote' && by === RETRAINING ? 'retrain' : action;
};
