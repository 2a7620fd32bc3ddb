import { useSignal } from '@preact/signals';
import type { Incident } from '../../../src/contracts/watching.ts';
import { addressOf } from '../address.ts';
import { titleOf } from '../alert-words.ts';
import { ask, may } from '../api.ts';
import { ticks } from '../live.ts';
import { longText, minuteText } from '../time-scale.ts';
import { WhoWhy } from './who-why.tsx';

/** Alerts that wait or fire, with what to do about each; one can be acknowledged with who and why. */
export function IncidentList({
  of: incidents,
  named = false,
}: {
  readonly of: readonly Incident[];
  /** Say of which system each is. */
  readonly named?: boolean;
}) {
  const asked = useSignal<string | null>(null);
  return (
    <ul class="incidents">
      {incidents.map((incident) => {
        const { id, system, when, state, says, action, since, firedAt, acknowledged, told } = incident;
        const key = `${system}/${id}`;
        return (
          <li key={key} class={acknowledged === null ? state : 'acknowledged'}>
            <div class="head">
              <span class="state">{acknowledged === null ? state : 'acknowledged'}</span>
              <strong>{titleOf(when)}</strong>
              {named && <a href={addressOf(system, 'monitoring')}>{system}</a>}
              <time dateTime={new Date(since).toISOString()} title={`${minuteText(since)} UTC`}>
                for {longText(Math.max(0, Date.now() - (firedAt ?? since)))}
              </time>
            </div>
            <p>{says}</p>
            <p class="note">{action}</p>
            {told !== null && (
              <p class={told.because === null ? 'note' : 'note bad'}>
                {told.because === null
                  ? `Told outside, ${minuteText(told.at)} UTC`
                  : `Nobody outside could be told: ${told.because} (${minuteText(told.at)} UTC)`}
              </p>
            )}
            {acknowledged !== null && (
              <p class="note">
                Seen by {acknowledged.by}, {minuteText(acknowledged.at)} UTC
                {acknowledged.why !== '' && `: ${acknowledged.why}`}
              </p>
            )}
            {state === 'firing' && acknowledged === null && asked.value !== key && may('admin') && (
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  asked.value = key;
                }}
              >
                Acknowledge
              </button>
            )}
            {asked.value === key && (
              <WhoWhy
                action="Acknowledge"
                go={async (by, why) => {
                  await ask('POST /v1/admin/acknowledge', { system, incident: id, by, why });
                  ticks.value++;
                }}
                done={() => {
                  asked.value = null;
                }}
              >
                It goes on being watched, and says when it is over.
              </WhoWhy>
            )}
          </li>
        );
      })}
    </ul>
  );
}
