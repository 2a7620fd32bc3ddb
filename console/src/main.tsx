import { render } from 'preact';
import { layout } from '../../src/adapters/report/style/layout.ts';
import { pieces } from '../../src/adapters/report/style/pieces.ts';
import { theme } from '../../src/adapters/report/style/theme.ts';
import { App } from './app.tsx';
import './console.css';

// What a report looks like, the console looks like: views of a version are taken from its report.
const shared = new CSSStyleSheet();
shared.replaceSync(theme + layout + pieces);
document.adoptedStyleSheets.unshift(shared);

render(<App />, document.getElementById('console')!);
