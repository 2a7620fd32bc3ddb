import { stripTypeScriptTypes } from 'node:module';
import { type Node, parse } from 'acorn';

/** "line (n lines)" of each function whose text spans more than `most` lines; classes and modules do not count. */
export function longFunctions(source: string, most: number): string[] {
  if (!mayBeLong(source.split('\n'), most)) return [];
  // Stripping blanks the types in place, so lines stay true.
  const tree = parse(stripTypeScriptTypes(source), {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
  });
  const found: string[] = [];
  walk(tree, (node) => {
    if (!/Function/.test(node.type) || !node.loc) return;
    const lines = node.loc.end.line - node.loc.start.line + 1;
    if (lines > most) found.push(`${node.loc.start.line} (${lines} lines)`);
  });
  return found;
}

/** Whether any line that closes something is that far below the one that opened it: as files are formatted, both begin alike. */
function mayBeLong(lines: readonly string[], most: number): boolean {
  const indent = (line: string): number => line.length - line.trimStart().length;
  return lines.some((line, end) => {
    if (!/^\s*[})\]]/.test(line)) return false;
    const own = indent(line);
    let start = end - 1;
    while (start >= 0 && (lines[start]!.trim() === '' || indent(lines[start]!) > own)) start--;
    return end - start + 1 > most;
  });
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof (child as Node).type === 'string')
        walk(child as Node, visit);
    }
  }
}
