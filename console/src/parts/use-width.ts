import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The width that an element has now, in pixels, for what is drawn to fit; 0 before it is laid out. */
export function useWidth<E extends Element>(): readonly [RefObject<E | null>, number] {
  const here = useRef<E>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    width.value = Math.floor(here.current!.getBoundingClientRect().width);
    const watcher = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry!.contentRect.width);
    });
    watcher.observe(here.current!);
    return () => watcher.disconnect();
  }, []);
  return [here, width.value];
}
