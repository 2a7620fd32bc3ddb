import { Tally } from './tally.ts';

/** A version that was loaded, of any kind. */
interface Numbered {
  readonly version: number;
}

/** Every tally of a server. */
export class Tallies {
  /** Requests to predict, recommend or store anything. */
  asked = 0;
  /** Those of them that were refused before a version was there to count them, by status. */
  readonly turnedAway = new Map<number, number>();
  readonly routes: Tally[] = [];
  readonly versions: Tally[] = [];
  readonly #ofVersion = new Map<string, Tally>();
  /** Spares the hot path the making of a key. */
  readonly #ofOpen = new WeakMap<Numbered, Tally>();

  route(method: string, route: string): Tally {
    const tally = new Tally({ method, route });
    this.routes.push(tally);
    return tally;
  }

  /** Note a request to predict, recommend or store anything; counted: by the version that answered it. */
  ask(status: number, counted: boolean): void {
    this.asked++;
    if (status >= 400 && !counted) this.turnedAway.set(status, (this.turnedAway.get(status) ?? 0) + 1);
  }

  /** A version that is loaded again goes on counting where it stood. */
  version(system: string, open: Numbered): Tally {
    const known = this.#ofOpen.get(open);
    if (known !== undefined) return known;
    const version = `${system}@${open.version}`;
    let tally = this.#ofVersion.get(version);
    if (tally === undefined) {
      tally = new Tally({ system, version });
      this.#ofVersion.set(version, tally);
      this.versions.push(tally);
    }
    this.#ofOpen.set(open, tally);
    return tally;
  }
}
