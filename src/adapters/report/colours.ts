/** Ten colours that the theme defines for light and dark. The first is the model's own. */
export const seriesColour = (index: number): string => `var(--series-${index % 10})`;

/** The same colour for a class in every plot; of two classes the negative one is grey. */
export function classColour(classes: readonly string[], name: string): string {
  const index = classes.indexOf(name);
  return seriesColour(classes.length === 2 && index === 0 ? 8 : index);
}
