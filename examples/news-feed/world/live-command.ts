import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { truthOf } from './calibrate.ts';
import { connect } from './live-client.ts';
import { startLive } from './live-readers.ts';
import { liveLine } from './live-state.ts';
import { simulateLog } from './log.ts';
import type { SizeName } from './size.ts';
import { makeTown } from './town.ts';
import type { WrittenLog } from './write-log.ts';

export interface LiveCommand {
  readonly size: SizeName;
  readonly seed: number;
  /** Where the log was written: what readers were shown by then is told by it. */
  readonly folder: string;
  readonly url: string;
  readonly key: string;
  readonly system?: string | undefined;
  readonly sessions: string;
  readonly posts: string;
  readonly haste: string;
  readonly seconds: string;
}

const EVERY_MS = 3000;

/** Let readers act against a server, and print how the feed fares every three seconds. */
export async function liveCommand(command: LiveCommand): Promise<void> {
  const { size, seed, folder, url, key, system } = command;
  const { startAt, until } = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8')) as WrittenLog;
  const town = makeTown({ size, seed, startAt });
  const truth = truthOf(town);
  const past = simulateLog(town, truth, () => {}, until);
  const client = connect({
    url,
    key,
    ...(system === undefined ? {} : { system }),
  });
  const live = startLive({ town, truth, past, until }, client, {
    sessionsPerSecond: Number(command.sessions),
    postsPerSecond: Number(command.posts),
    haste: Number(command.haste),
    pageSize: 20,
    oracle: true,
    run: `r${Date.now()}`,
  });
  const printing = setInterval(() => console.log(liveLine(live.state())), EVERY_MS);
  await new Promise((done) => setTimeout(done, 1000 * Number(command.seconds)));
  clearInterval(printing);
  console.log(liveLine(await live.stop()));
}
