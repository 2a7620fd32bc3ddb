import type { Chapter, Fact, ServiceFacts, VersionDocument } from '../../../contracts/document.ts';
import { bytes, count, fixed, micros, seconds } from '../numbers.ts';
import { evaluationTables, findingsText, leftOut, sourcesTable, written } from './chapters.ts';
import { originsOf } from './origins.ts';
import { serviceFacts } from './service-chapter.ts';
import type { VersionStory } from './story.ts';
import { fact, figureText, retrainText, scaleText } from './words.ts';

/**
 * The design of a system as a design review reads it: what was asked for beside what was measured, from requirements to
 * monitoring. What nobody knows is said to be unknown, and listed at the end with the way to find out.
 */
export function designDocument(story: VersionStory, service: ServiceFacts | null): VersionDocument {
  const chapters = [
    requirements(story, service),
    framing(story),
    data(story),
    model(story),
    offline(story),
    { id: 'online-evaluation', title: 'Online evaluation', facts: serviceFacts(service) },
    serving(story),
    monitoring(story),
  ];
  return {
    kind: 'design-document',
    title: `${story.system}: design`,
    system: story.system,
    version: story.version,
    chapters: [...chapters, unknowns(chapters)],
    origins: originsOf(story, service),
  };
}

function requirements(story: VersionStory, service: ServiceFacts | null): Chapter {
  const { requirements: asked, cost } = story;
  const { objective, constraints, privacy } = written(story);
  const latency = service?.latencyMs ?? null;
  const write = (field: string): string => `write it as requirements.${field} of the design`;
  return {
    id: 'requirements',
    title: 'Requirements',
    facts: [
      objective,
      constraints,
      privacy,
      fact('Scale asked for', scaleText(asked.scale), 'design', write('scale')),
      fact(
        'Scale met',
        service?.perSecond == null ? null : `${fixed(service.perSecond, 1)} answers a second`,
        'service',
        'serve it and look with "millwright monitor"',
      ),
      fact(
        'Latency asked for',
        asked.latencyMs === null ? null : `at most ${fixed(asked.latencyMs, 0)} ms`,
        'design',
        write('latencyMs'),
      ),
      fact('Latency of the model', `${micros(cost.answerMicros)}: ${cost.answer}`, 'run'),
      fact(
        'Latency in service',
        latency === null
          ? null
          : `p99 ${fixed(latency.p99, 2)} ms${asked.latencyMs === null ? '' : latency.p99 <= asked.latencyMs ? ', as asked for' : ', more than asked for'}`,
        'service',
        'serve it and look with "millwright monitor"',
      ),
    ],
  };
}

const framing = (story: VersionStory): Chapter => ({
  id: 'framing',
  title: 'Framing',
  facts: [
    fact('Predicted', story.framing.task, 'design'),
    written(story).input,
    written(story).output,
    fact('Taught to bring about', story.framing.objective, 'design'),
    fact('Judged by', story.evaluation.figures[0]?.label ?? null, 'design'),
  ],
});

const data = (story: VersionStory): Chapter => ({
  id: 'data',
  title: 'Data and features',
  facts: [
    fact('Holds', story.holds, 'data'),
    fact('Parts', story.split, 'run'),
    fact('Findings', findingsText(story), 'data'),
    leftOut(story, 12),
    fact('Features', story.features, 'run'),
    fact('Leans on', story.leansOn, 'run', 'this model does not tell what it leans on'),
  ],
  tables: [sourcesTable(story)],
});

const model = ({ model: { name, params }, tried, because, training, cost, seed }: VersionStory): Chapter => ({
  id: 'model',
  title: 'Model',
  facts: [
    fact('Chosen', name, 'run'),
    fact('Because', because, 'run'),
    fact('Parameters', params || 'none', 'run'),
    fact('Training', training ?? 'fitted on all rows of its part as they are', 'run'),
    fact('Took', `${seconds(cost.fitSeconds)} to fit, ${bytes(cost.bytes)} stored`, 'run'),
    fact('Seed', String(seed), 'design'),
  ],
  tables: [{ ...tried, from: 'run' }],
});

const offline = (story: VersionStory): Chapter => ({
  id: 'offline-evaluation',
  title: 'Offline evaluation',
  facts: [
    fact('Measured on', story.evaluation.on, 'run'),
    fact('Intervals', story.evaluation.interval, 'run'),
    ...story.evaluation.figures.slice(0, 12).map((f) => fact(f.label, figureText(f.measured), 'run')),
    fact('Beside what is simple', story.evaluation.versusSimple, 'run', 'train a baseline too'),
    fact('Weakest group', story.evaluation.worst, 'run', 'name columns as evaluation.slices of the design'),
    fact('Same everywhere', story.evaluation.parity, 'run'),
  ],
  tables: evaluationTables(story),
});

const serving = ({ serving: { decides, shadow, budget }, cost }: VersionStory): Chapter => ({
  id: 'serving',
  title: 'Serving',
  facts: [
    fact('Decides', decides ?? 'nothing: the answer is a number', 'run'),
    fact('One answer', `${micros(cost.answerMicros)}: ${cost.answer}`, 'run'),
    ...(budget === null ? [] : [fact('Time budget', budget, 'design')]),
    fact('Shadow', shadow, 'design'),
  ],
});

const monitoring = (story: VersionStory): Chapter => ({
  id: 'monitoring',
  title: 'Monitoring and retraining',
  facts: [
    fact('Watches', story.monitoring, 'design', 'this kind of version is not watched'),
    fact(
      'Trained again',
      retrainText(story.retrain) ?? 'when somebody runs "millwright run": the design asks for no schedule',
      'design',
    ),
  ],
});

function unknowns(chapters: readonly Chapter[]): Chapter {
  const open = chapters.flatMap(({ title, facts }) =>
    facts.filter(({ says }) => says === null).map((f): Fact => ({ ...f, term: `${title}: ${f.term}` })),
  );
  return {
    id: 'unknown',
    title: 'Not known',
    facts:
      open.length === 0
        ? [fact('Open questions', `none of the ${count(chapters.length)} chapters has one`, 'run')]
        : open,
  };
}
