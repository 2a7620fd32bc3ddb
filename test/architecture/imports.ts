/** Module specifiers that a TypeScript source imports or re-exports, types included; dynamic imports of a literal too. */
export function importsOf(source: string): string[] {
  const plain = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = [
    ...plain.matchAll(/^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm),
    ...plain.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
    ...plain.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  return [...new Set(found.map((m) => m[1]!))];
}
