import { signal } from '@preact/signals';

/** Whether the server is heard: null = not asked yet. */
export const heard = signal<boolean | null>(null);
/** Grows whenever something happened on the server: views that show the present ask again. */
export const beat = signal(0);
/** Grows whenever the server has counted, and when it is back: what is shown over time asks again. */
export const ticks = signal(0);
/** When the server came back, after it was not heard; null = it was always there. */
export const backSince = signal<number | null>(null);

let source: EventSource | undefined;

/** Listen to what happens on the server; a browser goes on by itself when the server comes back. */
export function listen(): void {
  source?.close();
  source = new EventSource('/v1/live');
  let counted: number | undefined;
  source.onopen = () => {
    if (heard.value === false) backSince.value = Date.now();
    heard.value = true;
    beat.value++;
    ticks.value++;
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    beat.value++;
    const { ticks: now } = JSON.parse(data) as { ticks?: number };
    if (now !== counted) ticks.value++;
    counted = now;
  };
  source.onerror = () => {
    heard.value = false;
  };
}
