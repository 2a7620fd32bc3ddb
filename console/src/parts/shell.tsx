import { useEffect, useRef } from 'preact/hooks';
import { addressOf, place } from '../address.ts';
import { signOut } from '../api.ts';
import { backSince, heard } from '../live.ts';
import { pages } from '../pages/index.ts';
import type { SystemFacts } from '../system-facts.ts';
import { Empty } from './empty.tsx';
import { HintBox } from './hint-box.tsx';
import { Loaded } from './loaded.tsx';

/** Navigation around the view that the address names. */
export const Shell = () => (
  <Loaded<{ systems: readonly SystemFacts[] }> of="/v1/systems" live>
    {({ systems }) => <Around systems={systems} />}
  </Loaded>
);

function Around({ systems }: { readonly systems: readonly SystemFacts[] }) {
  const { system: named, page: asked } = place.value;
  const system = systems.find((s) => s.system === named) ?? null;
  const shown = system === null ? pages.slice(0, 1) : pages;
  const page = shown.find((p) => p.name === asked);
  const main = useRef<HTMLElement>(null);
  const title = [page?.title ?? 'Nothing here', system?.system, 'Millwright'].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        To the view
      </button>
      <header>
        <a class="brand" href="#/">
          Millwright
        </a>
        <Connection />
        <button type="button" class="quiet" onClick={() => void signOut()}>
          Sign out
        </button>
      </header>
      <nav aria-label="Views">
        <ul>
          <li>
            <a href="#/" aria-current={named === null ? 'page' : undefined}>
              Overview
            </a>
          </li>
          {systems.map((s) => (
            <li key={s.system}>
              <a
                class="system"
                href={addressOf(s.system)}
                aria-current={s === system && page?.name === 'overview' ? 'page' : undefined}
              >
                {s.system}
                <span>{s.kind}</span>
              </a>
              {s === system && (
                <ul>
                  {shown
                    .filter((p) => p.name !== 'overview')
                    .map((p) => (
                      <li key={p.name}>
                        <a
                          href={addressOf(s.system, p.name)}
                          aria-current={p.name === page?.name ? 'page' : undefined}
                        >
                          {p.title}
                        </a>
                      </li>
                    ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </nav>
      <main id="view" tabIndex={-1} ref={main}>
        {page !== undefined && (named === null || system !== null) ? (
          <page.View key={`${named}/${page.name}`} systems={systems} system={system} />
        ) : (
          <Empty>
            {named !== null && system === null
              ? `No system is called ${named}.`
              : 'There is no such view of this system.'}{' '}
            <a href="#/">Back to the overview</a>
          </Empty>
        )}
      </main>
      <HintBox />
    </div>
  );
}

/** Whether what is shown is the present. */
function Connection() {
  if (heard.value === null) return null;
  return (
    <p class={heard.value ? 'connection' : 'connection lost'} role="status">
      {heard.value
        ? backSince.value === null
          ? 'live'
          : `live again since ${new Date(backSince.value).toISOString().slice(11, 16)} UTC`
        : 'not connected: trying again'}
    </p>
  );
}
