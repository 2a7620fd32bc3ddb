import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A view whose code is fetched when it is first shown. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Later(props: P) {
    const ready = useSignal(loaded !== undefined);
    useEffect(() => {
      if (loaded !== undefined) return;
      void load().then((View) => {
        loaded = View;
        ready.value = true;
      });
    }, []);
    const View = loaded;
    return ready.value && View !== undefined ? <View {...props} /> : <p class="waiting">Loading …</p>;
  };
}
