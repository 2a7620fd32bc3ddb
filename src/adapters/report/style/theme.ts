const light = `
color-scheme:light;
--page:#f7f6f2;--surface:#ffffff;--sunken:#f0eee8;--line:#e0ddd4;--ink:#1c2126;--muted:#5a626b;
--accent:#0b6673;--accent-soft:#d5e8ea;--warm:#a84512;--warm-soft:#f9e4d7;--good:#2c6e3f;--good-soft:#dcefdf;--bad:#a8321f;
--series-0:#0b7285;--series-1:#d9641e;--series-2:#6d4fc2;--series-3:#7a8b12;--series-4:#c23a7e;
--series-5:#2f6fd0;--series-6:#8f5f2d;--series-7:#2f8a4c;--series-8:#68717b;--series-9:#bf3530;
--shadow:0 1px 2px rgb(28 33 38/.05),0 4px 16px rgb(28 33 38/.04);
`;

const dark = `
color-scheme:dark;
--page:#121518;--surface:#1a1e22;--sunken:#22272c;--line:#31383f;--ink:#e9e7e2;--muted:#a3abb4;
--accent:#6cc7d3;--accent-soft:#17393f;--warm:#f4a273;--warm-soft:#452817;--good:#86cf99;--good-soft:#1b3823;--bad:#f28b7a;
--series-0:#55bccb;--series-1:#f0914f;--series-2:#ab93f0;--series-3:#b6c54e;--series-4:#ea7fb4;
--series-5:#7fabf5;--series-6:#cc9c66;--series-7:#72c78d;--series-8:#a9b2bb;--series-9:#f08a84;
--shadow:none;
`;

/** Colours: what the reader's system asks for, unless the root element says which; on paper always light. */
export const theme = `
:root{${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
@media screen{:root[data-theme=dark]{${dark}}}
`;
