import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { hint, hush, pointAt, stepBy } from '../hint.ts';
import '../hint.css';

/** Room between the box and what it speaks of, and the edges of the window. */
const GAP = 14;
const EDGE = 6;

/** The one box in which all plots say what is pointed at, by pointer, touch or arrow keys; Escape closes it. */
export function HintBox() {
  useEffect(() => {
    const pointed = (e: PointerEvent): void => {
      if (e.target instanceof Element && e.target.closest('.canvas') === null)
        pointAt(e.target, e.clientX, e.clientY);
    };
    const pressed = (e: KeyboardEvent): void => {
      if (e.key === 'Escape') hush();
      else if (e.target instanceof Element && e.target.matches('.told') && stepBy(e.target, e.key))
        e.preventDefault();
    };
    const listeners = [
      ['pointermove', pointed],
      ['pointerdown', pointed],
      ['keydown', pressed],
      ['focusout', hush],
      ['scroll', hush],
    ] as const;
    for (const [name, heard] of listeners)
      document.addEventListener(name, heard as EventListener, { passive: name !== 'keydown', capture: true });
    return () => {
      for (const [name, heard] of listeners)
        document.removeEventListener(name, heard as EventListener, { capture: true });
    };
  }, []);
  const box = useRef<HTMLDivElement>(null);
  const now = hint.value;
  useLayoutEffect(() => {
    if (now === null || box.current === null) return;
    const { offsetWidth, offsetHeight, style } = box.current;
    const right = now.x + GAP + offsetWidth <= innerWidth - EDGE;
    const left = right ? now.x + GAP : Math.max(EDGE, now.x - GAP - offsetWidth);
    const top = Math.min(innerHeight - EDGE - offsetHeight, Math.max(EDGE, now.y - offsetHeight / 2));
    style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }, [now]);
  const [first = '', ...rest] = now?.says.split('\n') ?? [];
  return (
    <>
      {now?.along && (
        <i
          class="hint-line"
          style={{
            left: `${now.x}px`,
            top: `${now.along.top}px`,
            height: `${now.along.bottom - now.along.top}px`,
          }}
        />
      )}
      <div class={now === null ? 'hint away' : 'hint'} role="status" ref={box}>
        {now !== null && (
          <>
            <strong>{first}</strong>
            {rest.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </>
        )}
      </div>
    </>
  );
}
