import type { ServiceFacts, VersionDocument } from '../../../contracts/document.ts';
import { clipped } from '../names.ts';
import { bytes, instant, micros, seconds } from '../numbers.ts';
import { evaluationTables } from './chapters.ts';
import { originsOf } from './origins.ts';
import { serviceFacts } from './service-chapter.ts';
import type { VersionStory } from './story.ts';
import { fact, figureText } from './words.ts';

/** A version for those who will rely on it: the chapters of Mitchell et al. 2019, "Model cards for model reporting". */
export function modelCard(story: VersionStory, service: ServiceFacts | null): VersionDocument {
  const { requirements, framing, evaluation, cost, model, serving } = story;
  const constraints = requirements.constraints.map((c) => clipped(c, 400)).join('; ');
  return {
    kind: 'model-card',
    title: `${story.system}@${story.version}: model card`,
    system: story.system,
    version: story.version,
    origins: originsOf(story, service),
    chapters: [
      {
        id: 'details',
        title: 'Model details',
        facts: [
          fact('Version', `${story.system}@${story.version}, ${story.role}`, 'run'),
          fact('Made', `${instant(story.at)} by Millwright ${clipped(story.program, 40)}`, 'run'),
          fact('Model', model.name, 'run'),
          fact('Parameters', model.params || 'none', 'run'),
          fact('SHA-256', story.sha256, 'run'),
          fact(
            'Cost',
            `${seconds(cost.fitSeconds)} to fit, ${bytes(cost.bytes)} stored, ${micros(cost.answerMicros)} for ${cost.answer}`,
            'run',
          ),
          fact('Contact', null, 'design', 'the design has no field for it: write it beside this card'),
          fact('Licence', null, 'design', 'the design has no field for it: write it beside this card'),
        ],
      },
      {
        id: 'use',
        title: 'Intended use',
        facts: [
          fact(
            'Objective',
            clipped(requirements.objective, 400),
            'design',
            'write it as requirements.objective of the design',
          ),
          fact('Predicts', framing.task, 'design'),
          fact('Input', clipped(framing.input, 400), 'design', 'write it as framing.input of the design'),
          fact('Output', clipped(framing.output, 400), 'design', 'write it as framing.output of the design'),
          fact('Constraints', constraints, 'design', 'write them as requirements.constraints of the design'),
          fact(
            'Out of scope',
            'rows unlike those that it learned from: the data sheet tells what they were, monitoring warns when they change',
            'run',
          ),
        ],
      },
      {
        id: 'factors',
        title: 'Factors',
        facts: [
          fact('Leans on', story.leansOn, 'run', 'this model does not tell what it leans on'),
          fact(
            'Groups measured',
            [...new Set(evaluation.groups.map((g) => g.group.split(' ')[0]!))].join(', '),
            'run',
            'name columns as evaluation.slices of the design',
          ),
          fact('Weakest group', evaluation.worst, 'run', 'the table of groups tells them apart'),
        ],
      },
      {
        id: 'metrics',
        title: 'Metrics',
        facts: [
          fact('Taught to bring about', framing.objective, 'design'),
          fact('Decides', serving.decides ?? 'nothing: the answer is a number', 'run'),
          fact('Intervals', evaluation.interval, 'run'),
        ],
      },
      {
        id: 'data',
        title: 'Training and evaluation data',
        facts: [
          fact('Data', story.holds, 'data'),
          fact('Parts', story.split, 'run'),
          fact('Measured on', evaluation.on, 'run'),
        ],
      },
      {
        id: 'analyses',
        title: 'Quantitative analyses',
        facts: [
          ...evaluation.figures.slice(0, 12).map((f) => fact(f.label, figureText(f.measured), 'run')),
          fact('Beside what is simple', evaluation.versusSimple, 'run', 'train a baseline too'),
          fact('Same everywhere', evaluation.parity, 'run'),
        ],
        tables: evaluationTables(story),
      },
      { id: 'service', title: 'In service', facts: serviceFacts(service) },
      {
        id: 'ethics',
        title: 'Ethical considerations',
        facts: [
          fact(
            'Privacy',
            requirements.privacy.map((c) => clipped(c, 400)).join('; '),
            'design',
            'write it as requirements.privacy of the design',
          ),
          fact(
            'Fairness between groups',
            evaluation.groups.length === 0
              ? null
              : 'the table of groups above tells what each is served; no group was balanced on purpose',
            'run',
            'name columns that tell groups of people apart as evaluation.slices of the design',
          ),
        ],
      },
      {
        id: 'caveats',
        title: 'Caveats and recommendations',
        facts:
          evaluation.cautions.length === 0
            ? [fact('Cautions', 'the checks of the run raised none', 'run')]
            : evaluation.cautions.map((says, i) => fact(`Caution ${i + 1}`, says, 'run')),
      },
    ],
  };
}
