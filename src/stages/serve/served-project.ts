import { fail } from '../../errors/fail.ts';
import { nearest } from '../../errors/nearest.ts';
import { registeredSystems } from '../deploy/registry.ts';
import { ServedSystem, type ServePorts } from './served-system.ts';

/** Every system of a project that has a model, in service in one process. */
export class ServedProject {
  readonly systems = new Map<string, ServedSystem>();
  readonly #ports: ServePorts;

  constructor(ports: ServePorts) {
    this.#ports = ports;
  }

  /** Open systems that are new, and take over what was deployed in the others. Throws when a champion cannot be loaded. */
  async refresh(): Promise<void> {
    for (const name of await registeredSystems(this.#ports.journal)) {
      const system = this.systems.get(name) ?? new ServedSystem(name, this.#ports);
      await system.refresh();
      this.systems.set(name, system);
    }
  }

  /** The system of that name; without a name the only one there is. Throws 'serve/no-system' or 'serve/which-system'. */
  pick(name: string | undefined): ServedSystem {
    if (name !== undefined) {
      const system = this.systems.get(name);
      if (system !== undefined) return system;
      const known = [...this.systems.keys()];
      throw fail('serve/no-system', { system: name, known, near: nearest(name, known) });
    }
    if (this.systems.size === 0) throw fail('serve/nothing-to-serve', {});
    if (this.systems.size > 1) throw fail('serve/which-system', { known: [...this.systems.keys()] });
    return this.systems.values().next().value!;
  }

  /** Finish what was begun, and write it down. */
  async close(): Promise<void> {
    await Promise.all([...this.systems.values()].map((system) => system.close()));
  }
}
