import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { DesignText } from './reader.ts';

/** This program's own door: src/index.ts in development, dist/index.js when installed. */
const DOOR = new URL(`../../index${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href;

let hooked = false;

/**
 * Let every module of this process find `millwright` here, so that a design works in a folder without packages; and
 * take TypeScript for modules, whatever a package.json nearby says or leaves open.
 */
function resolveToSelf(): void {
  if (hooked) return;
  hooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'millwright') return { url: DOOR, shortCircuit: true };
      // A subpath is found as the package finds its own: through the exports of package.json.
      const own = specifier.startsWith('millwright/');
      const found = next(specifier, own ? { ...context, parentURL: import.meta.url } : context);
      return /\.ts(\?|$)/.test(found.url) ? { ...found, format: 'module-typescript' } : found;
    },
  });
}

/** Import a design file as a module; a changed file is loaded anew. */
export async function loadModule({ absolute, sha256 }: DesignText): Promise<{ readonly default?: unknown }> {
  resolveToSelf();
  return import(`${pathToFileURL(absolute).href}?${sha256.slice(0, 16)}`);
}
