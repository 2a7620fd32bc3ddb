import { signal } from '@preact/signals';

/** Whether the server is heard: null = not asked yet. */
export const heard = signal<boolean | null>(null);
/** Grows whenever something happened on the server: views that show the present ask again. */
export const beat = signal(0);

let source: EventSource | undefined;

/** Listen to what happens on the server; a browser goes on by itself when the server comes back. */
export function listen(): void {
  source?.close();
  source = new EventSource('/v1/live');
  source.onopen = () => {
    heard.value = true;
    beat.value++;
  };
  source.onmessage = () => {
    beat.value++;
  };
  source.onerror = () => {
    heard.value = false;
  };
}
