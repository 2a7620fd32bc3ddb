import type { Incident } from '../contracts/watching.ts';
import type { Paint } from './command.ts';

/** Alerts that fire in the serving process, as the journal tells; "" where none does. */
export const firingText = (firing: readonly Incident[], paint: Paint): string =>
  firing
    .map(({ when, says, action, firedAt, acknowledged }) => {
      const seen =
        acknowledged === null ? '' : `\n  seen by ${acknowledged.by}: ${acknowledged.why || 'no word why'}`;
      const since = new Date(firedAt!).toISOString().slice(0, 16).replace('T', ' ');
      return `${paint.bad(`${when} fires`)}  ${says}\n  since ${since} UTC${seen}\n  ${paint.good('do')}  ${action}\n\n`;
    })
    .join('');
