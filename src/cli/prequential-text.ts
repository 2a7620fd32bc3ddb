import { type Prequential, UPKEEP_WORDS } from '../contracts/prequential.ts';
import type { Paint } from './command.ts';
import { counted } from './counted.ts';
import { measuredText } from './version-text.ts';

/** A model that was taken through a stream. */
export interface StreamLine {
  readonly model: string;
  readonly prequential?: Prequential;
}

/** What every model would have come to on the stream of test rows, by how it is kept up to date; empty without one. */
export function prequentialText(lines: readonly StreamLine[], paint: Paint): string {
  const told = lines.flatMap(({ model, prequential }) =>
    prequential === undefined ? [] : [{ model, ...prequential }],
  );
  const first = told[0];
  if (first === undefined) return '';
  const rows = told.flatMap(({ model, metric, ways }, i) =>
    ways
      // Who repeats the last truth is the same beside every model.
      .filter(({ upkeep }) => upkeep !== 'repeat' || i === told.length - 1)
      .map(({ upkeep, metrics, versusNever, fits, seconds }) => [
        upkeep === 'repeat' ? '-' : model,
        UPKEEP_WORDS[upkeep],
        measuredText({ value: metrics[metric] ?? null, low: null, high: null }),
        versusNever === null || upkeep === 'repeat' ? '-' : signed(measuredText(versusNever)),
        fits.toLocaleString('en'),
        seconds.toFixed(2),
      ]),
  );
  const { batch, delay, refitEvery, window } = first;
  const late = delay === 0 ? '' : `, truths known ${counted(delay, 'row')} later`;
  return [
    `${paint.bold('test, then train')}: ${counted(first.rows, 'test row')} in order, ${batch} at a time${late}; refits every ${counted(refitEvery, 'row')}, windows of ${window.toLocaleString('en')}`,
    paint.table(['model', 'kept up', first.metric, 'gain on never', 'fits', 's'], rows),
  ].join('\n');
}

const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`);
