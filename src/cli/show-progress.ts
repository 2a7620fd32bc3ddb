import type { Progress } from '../ports/progress.ts';

/** Where progress is shown. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REFRESH_MS = 80;

/** Progress on a terminal as one live line a step; elsewhere one line when a step ends. */
export function showProgress(stream: ProgressStream, elapsed: () => number): Progress {
  let step = '';
  let began = 0;
  let drawn = 0;
  let frame = 0;
  const live = stream.isTTY === true;
  const draw = (text: string): unknown =>
    stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  return {
    begin(name) {
      step = name;
      began = elapsed();
      if (live) draw(`${FRAMES[0]} ${step}`);
    },
    at(fraction, note) {
      if (!live) return;
      const now = elapsed();
      if (now - drawn < REFRESH_MS) return;
      drawn = now;
      frame = (frame + 1) % FRAMES.length;
      const percent = `${Math.round(100 * Math.min(1, Math.max(0, fraction)))} %`.padStart(5);
      draw(`${FRAMES[frame]} ${step} ${percent}${note === undefined ? '' : `  ${note}`}`);
    },
    end(note) {
      const seconds = ((elapsed() - began) / 1000).toFixed(1);
      const line = `✓ ${step}${note === undefined ? '' : `: ${note}`} (${seconds} s)`;
      if (live) draw(line);
      else stream.write(line);
      stream.write('\n');
    },
  };
}

/** Tells nobody. */
export const silentProgress: Progress = { begin: () => {}, at: () => {}, end: () => {} };
