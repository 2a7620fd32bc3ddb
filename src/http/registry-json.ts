import { roleOf } from '../stages/deploy/registry.ts';
import type { ServedSystem } from '../stages/serve/served-system.ts';

const instant = (at: number): string => new Date(at).toISOString();

/** A system as clients see it: what it takes, what it has, who answers, and how that came to be. */
export function registryJson({ name, registry, champion }: ServedSystem): object {
  const named = (version: number | null): string | null => (version === null ? null : `${name}@${version}`);
  return {
    system: name,
    kind: 'predict',
    category: champion.pipeline.task.category,
    classes: champion.pipeline.task.category === 'regression' ? null : champion.pipeline.task.classes,
    threshold: champion.threshold,
    inputs: champion.pipeline.inputs.map(({ name: column, type, dictionary }) => ({
      name: column,
      type,
      ...(dictionary !== undefined && { values: dictionary }),
    })),
    champion: named(registry.champion),
    challenger: named(registry.challenger),
    versions: registry.versions.map(({ version, model, sha256, primary, metrics, at }) => ({
      version: named(version),
      model,
      sha256,
      role: roleOf(registry, version),
      registeredAt: instant(at),
      primary,
      metrics,
    })),
    history: registry.history.map(({ action, version, from, by, why, at }) => ({
      action,
      version: named(version),
      from: named(from),
      by,
      why,
      at: instant(at),
    })),
  };
}
