/** A text as a literal of TypeScript in single quotes. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** A name of a field, in quotes only where it needs them. */
export const fieldName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** A text that can stand in a comment: on one line, ending none. */
export const commented = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('*/', '* /');
