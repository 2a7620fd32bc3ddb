import { join } from 'node:path';
import { consoleFiles } from '../../adapters/files/console-files.ts';
import { readReport } from '../../adapters/files/reports.ts';
import { removeServerFile, writeServerFile } from '../../adapters/server/server-file.ts';
import { fail } from '../../errors/fail.ts';
import { makeApp } from '../../http/app.ts';
import { newKey, storedKey } from '../../http/keys.ts';
import { listen } from '../../http/listen.ts';
import type { Limits } from '../../http/server.ts';
import type { Retrainer } from '../../stages/serve/retrainer.ts';
import {
  feedLoader,
  openProject,
  recommenderLoader,
  type ServedProject,
  versionLoader,
} from '../../stages/serve.ts';
import { runJob } from '../job.ts';
import { storeFolder, type Wire, wire } from '../wire.ts';
import { projectKeys } from './first-key.ts';
import { SlatesAheadKeeper } from './keep-slates-ahead.ts';
import { LookThread } from './look-thread.ts';
import { monitorProvider } from './monitor-gauges.ts';
import { retrainFamilies, retraining } from './retraining.ts';
import { versionTeller } from './version-teller.ts';
import { watching } from './watching.ts';

/** Where the build puts the console; the same from the sources and from the package. */
const CONSOLE = join(import.meta.dirname, '../../../dist/console');

/** How jobs run that nobody looks at, and that a request waits for. */
const UNWATCHED = {
  progress: { begin() {}, at() {}, end() {} },
  signal: new AbortController().signal,
};

export interface ServerSettings {
  /** Without them the design of the first system says. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** MILLWRIGHT_KEYS. */
  readonly keys: string | undefined;
  readonly programVersion: string;
  readonly limits?: Partial<Limits>;
  /** A remark for people. */
  readonly note?: (line: string) => void;
}

export interface RunningServer {
  readonly address: string;
  readonly project: ServedProject;
  readonly retrainer: Retrainer;
  readonly ahead: SlatesAheadKeeper;
  /** The key that was made because there was none. */
  readonly freshKey: string | null;
  /** Answer what is under way, write everything down, let go of the journal. */
  close(): Promise<void>;
}

/** Serve every system of a project. Holds the journal's lock until it is closed; what was opened is closed on failure. */
export async function startServer(folder: string, settings: ServerSettings): Promise<RunningServer> {
  const store = storeFolder(folder);
  const wired = wire(folder);
  const { clock } = wired;
  const { note = () => {} } = settings;
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const artifacts = await wired.artifacts();
    const journal = await wired.ownJournal('serve');
    undo.push(() => journal.close());
    const project = await openServed(folder, wired, { journal, artifacts, clock });
    undo.push(() => project.close());
    const reader = await wired.readJournal();
    undo.push(() => reader.close());
    const { keys, fresh } = await projectKeys(store, settings.keys);
    const inner = newKey();
    const thread = new LookThread(folder);
    undo.push(() => thread.close());
    const looks = monitorProvider(project, thread, clock);
    const retrainer = retraining(
      folder,
      { project, journal, artifacts, clock, drifted: looks.drifted },
      note,
    );
    undo.push(() => retrainer.close());
    const ahead = new SlatesAheadKeeper(folder, project, clock, note);
    undo.push(() => ahead.close());
    const watched = await watching({
      project,
      journal,
      clock,
      series: await wired.checkpoints('series'),
      looks,
      note,
    });
    undo.push(() => watched.close());
    const console = consoleFiles(CONSOLE);
    const app = await makeApp({
      project,
      journal,
      clock,
      load: versionLoader(artifacts),
      loadRecommender: recommenderLoader(artifacts),
      loadFeed: feedLoader(artifacts),
      keys: [...keys, storedKey('commands', ['admin'], inner)],
      programVersion: settings.programVersion,
      stores: { artifacts, lake: await wired.lake() },
      report: (system, version) => readReport(join(store, 'reports'), system, version),
      documents: await versionTeller(wired, reader, looks.report),
      ...watched.options,
      gauges: async () => [...(await looks.families()), ...watched.families(), ...retrainFamilies(retrainer)],
      ...(console && { console }),
      ...(settings.limits && { limits: settings.limits }),
    });
    undo.push(() => app.close());
    const { host = '127.0.0.1', port = 8080 } = project.all[0]!.champion.design?.serving ?? {};
    const address = await listen(app, settings.host ?? host, settings.port ?? port);
    await writeServerFile(store, { pid: process.pid, address, key: inner });
    undo.push(() => removeServerFile(store));
    retrainer.start();
    ahead.start();
    return { address, project, retrainer, ahead, freshKey: fresh, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every system of the project that has a version. Throws 'serve/nothing-to-serve'. */
async function openServed(
  folder: string,
  wired: Wire,
  ports: Pick<Parameters<typeof openProject>[0], 'journal' | 'artifacts' | 'clock'>,
): Promise<ServedProject> {
  const project = await openProject({
    ...ports,
    kernelsFor: await wired.scoringKernels(),
    indexes: await wired.vectorIndexes(),
    checkpoints: await wired.checkpoints(),
    forget: (system, user) => runJob('forget', { system, user }, { project: folder, ...UNWATCHED }),
    keepAside: (system, version, signal) =>
      runJob('keepKnown', { system, version }, { project: folder, ...UNWATCHED, signal }),
  });
  if (project.all.length === 0) throw fail('serve/nothing-to-serve', {});
  return project;
}
