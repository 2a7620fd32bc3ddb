import { entry } from './entry.ts';

/** What the disk can refuse while a project is read or written. */
export const disk = {
  'disk/full': entry<{ path: string | null }>({
    says: (d) => `There is no room left on the disk${d.path === null ? '' : ` to write ${d.path}`}.`,
    fix: () => 'Free disk space and run the command again; what was stored before is safe.',
    status: 507,
    exit: 1,
  }),
  'disk/refused': entry<{ path: string; because: string }>({
    says: (d) => `${d.path} cannot be used: ${d.because}.`,
    fix: (d) => `Check what ${d.path} is and who may use it, then run the command again.`,
    status: 500,
    exit: 1,
  }),
};
