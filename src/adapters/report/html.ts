/** Markup that is safe to put into a page as it stands. Only `html` and `trusted` make it. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, markup is not, lists are joined, null and false leave nothing. */
export type Part = Html | string | number | null | undefined | false | readonly Part[];

/**
 * Markup with every interpolated text escaped: for element content and for quoted attribute values.
 *
 * @example html`<p title="${hostile}">${hostile}</p>`
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0]!;
  for (let i = 0; i < parts.length; i++) markup += render(parts[i]) + strings[i + 1]!;
  return { markup };
}

/** Markup that we have made ourselves from checked parts: plots and styles. */
export const trusted = (markup: string): Html => ({ markup });

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text of markup, for pages that hold none. */
export const plain = ({ markup }: Html): string =>
  markup.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS.get(entity)!);

const CHARACTERS = new Map(Object.entries(ENTITIES).map(([character, entity]) => [entity, character]));

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);
