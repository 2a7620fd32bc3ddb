import type { StoredRecord } from '../../contracts/record.ts';
import type { AlertBody, Incident } from '../../contracts/watching.ts';
import type { Journal } from '../../ports/journal.ts';
import { ACTIONS } from './alert-values.ts';

/** Records of a system that are read: as much of the past as is shown. */
const MOST_RECORDS = 600;

/** The incidents of a system, newest first, as the journal tells them. */
export async function incidentsOf(journal: Journal, system: string): Promise<Incident[]> {
  const newest = await journal.read({ kind: 'alert', system, newestFirst: true, limit: MOST_RECORDS });
  return foldIncidents(newest.toReversed());
}

/** What these records of one system, oldest first, come to; newest first. What is told of an incident that is not there is passed over. */
export function foldIncidents(records: readonly StoredRecord[]): Incident[] {
  const incidents = new Map<string, Incident>();
  for (const { system, at, body } of records) {
    const told = JSON.parse(body) as AlertBody;
    const known = incidents.get(told.incident);
    if (told.state === 'firing') incidents.set(told.incident, fired(system, told, at));
    else if (known !== undefined) incidents.set(told.incident, after(known, told, at));
  }
  return [...incidents.values()].reverse();
}

/** An incident that has just fired. */
export const fired = (system: string, told: AlertBody, at: number): Incident => ({
  id: told.incident,
  system,
  when: told.when,
  state: 'firing',
  since: told.since,
  firedAt: at,
  resolvedAt: null,
  side: told.side,
  limit: told.limit,
  value: told.value,
  says: told.says,
  action: ACTIONS[told.when],
  acknowledged: null,
  told: null,
});

/** An incident after a step: seen by somebody, over, or told outside. */
export function after(known: Incident, { state, value, by, why }: AlertBody, at: number): Incident {
  switch (state) {
    case 'acknowledged':
      return { ...known, acknowledged: { by, why, at } };
    case 'told':
      return { ...known, told: { at, because: null } };
    case 'untold':
      return { ...known, told: { at, because: why } };
    default:
      return { ...known, state: 'resolved', resolvedAt: at, value, told: null };
  }
}

/** A further step of an incident, as it is noted. */
export const stepOf = (
  { id: incident, when, side, limit, since, value, says }: Incident,
  step: Pick<AlertBody, 'state'> & Partial<Pick<AlertBody, 'by' | 'why' | 'value'>>,
): AlertBody => ({ incident, when, side, limit, since, value, says, by: 'millwright', why: '', ...step });
