import type { Chapter, ServiceFacts, VersionDocument } from '../../../contracts/document.ts';
import { clipped } from '../names.ts';
import { bytes, instant, micros, seconds } from '../numbers.ts';
import { evaluationTables, written } from './chapters.ts';
import { originsOf } from './origins.ts';
import { serviceFacts } from './service-chapter.ts';
import type { VersionStory } from './story.ts';
import { fact, figureText } from './words.ts';

/** A version for those who will rely on it: the chapters of Mitchell et al. 2019, "Model cards for model reporting". */
export function modelCard(story: VersionStory, service: ServiceFacts | null): VersionDocument {
  return {
    kind: 'model-card',
    title: `${story.system}@${story.version}: model card`,
    system: story.system,
    version: story.version,
    origins: originsOf(story, service),
    chapters: [
      details(story),
      intendedUse(story),
      factors(story),
      metrics(story),
      data(story),
      analyses(story),
      { id: 'service', title: 'In service', facts: serviceFacts(service) },
      ethics(story),
      caveats(story),
    ],
  };
}

const details = (story: VersionStory): Chapter => ({
  id: 'details',
  title: 'Model details',
  facts: [
    fact('Version', `${story.system}@${story.version}, ${story.role}`, 'run'),
    fact('Made', `${instant(story.at)} by Millwright ${clipped(story.program, 40)}`, 'run'),
    fact('Model', story.model.name, 'run'),
    fact('Parameters', story.model.params || 'none', 'run'),
    fact('SHA-256', story.sha256, 'run'),
    fact(
      'Cost',
      `${seconds(story.cost.fitSeconds)} to fit, ${bytes(story.cost.bytes)} stored, ${micros(story.cost.answerMicros)} for ${story.cost.answer}`,
      'run',
    ),
    fact('Contact', null, 'design', 'the design has no field for it: write it beside this card'),
    fact('Licence', null, 'design', 'the design has no field for it: write it beside this card'),
  ],
});

const intendedUse = (story: VersionStory): Chapter => ({
  id: 'use',
  title: 'Intended use',
  facts: [
    written(story).objective,
    fact('Predicts', story.framing.task, 'design'),
    written(story).input,
    written(story).output,
    written(story).constraints,
    fact(
      'Out of scope',
      'rows unlike those that it learned from: the data sheet tells what they were, monitoring warns when they change',
      'run',
    ),
  ],
});

const factors = (story: VersionStory): Chapter => ({
  id: 'factors',
  title: 'Factors',
  facts: [
    fact('Leans on', story.leansOn, 'run', 'this model does not tell what it leans on'),
    fact(
      'Groups measured',
      [...new Set(story.evaluation.groups.map((g) => g.group.split(' ')[0]!))].join(', '),
      'run',
      'name columns as evaluation.slices of the design',
    ),
    fact('Weakest group', story.evaluation.worst, 'run', 'the table of groups tells them apart'),
  ],
});

const metrics = ({ framing, evaluation, serving }: VersionStory): Chapter => ({
  id: 'metrics',
  title: 'Metrics',
  facts: [
    fact('Taught to bring about', framing.objective, 'design'),
    fact('Decides', serving.decides ?? 'nothing: the answer is a number', 'run'),
    fact('Intervals', evaluation.interval, 'run'),
  ],
});

const data = (story: VersionStory): Chapter => ({
  id: 'data',
  title: 'Training and evaluation data',
  facts: [
    fact('Data', story.holds, 'data'),
    fact('Parts', story.split, 'run'),
    fact('Measured on', story.evaluation.on, 'run'),
  ],
});

const analyses = (story: VersionStory): Chapter => ({
  id: 'analyses',
  title: 'Quantitative analyses',
  facts: [
    ...story.evaluation.figures.slice(0, 12).map((f) => fact(f.label, figureText(f.measured), 'run')),
    fact('Beside what is simple', story.evaluation.versusSimple, 'run', 'train a baseline too'),
    fact('Same everywhere', story.evaluation.parity, 'run'),
  ],
  tables: evaluationTables(story),
});

const ethics = (story: VersionStory): Chapter => ({
  id: 'ethics',
  title: 'Ethical considerations',
  facts: [
    written(story).privacy,
    fact(
      'Fairness between groups',
      story.evaluation.groups.length === 0
        ? null
        : 'the table of groups above tells what each is served; no group was balanced on purpose',
      'run',
      'name columns that tell groups of people apart as evaluation.slices of the design',
    ),
  ],
});

const caveats = ({ evaluation }: VersionStory): Chapter => ({
  id: 'caveats',
  title: 'Caveats and recommendations',
  facts:
    evaluation.cautions.length === 0
      ? [fact('Cautions', 'the checks of the run raised none', 'run')]
      : evaluation.cautions.map((says, i) => fact(`Caution ${i + 1}`, says, 'run')),
});
