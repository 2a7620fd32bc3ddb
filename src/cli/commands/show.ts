import { command } from '../command.ts';

/** Print the whole design, with what was inferred and why. */
export const show = command({
  name: 'show',
  about: 'Print the design in full, with all that was inferred and why',
  arguments: { system: { about: 'name of the system; may be left out when there is one', required: false } },
  options: {},
  examples: ['millwright show', 'millwright show churn --json'],
  async run({ system }, context) {
    const { designText } = await import('../design-text.ts');
    const { design, inferences, path } = await context.runJob('explain', { system });
    return {
      json: {
        system: design.name,
        file: path,
        design: design,
        inferred: Object.fromEntries(inferences.map((i) => [i.path, i.because])),
      },
      text: (paint) => `${paint.dim(`# ${path}`)}\n${designText(design, inferences, paint)}`,
    };
  },
});
