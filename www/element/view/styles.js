// The element's looks, which have room for words that have not come; what is loaded late brings its own. Colours follow the page's `color-scheme`; `--meter-*` variables change them from outside.

export const css = `
:host {
--accent: var(--meter-accent, light-dark(#002fa7, #8fa8ff));
--on-accent: var(--meter-on-accent, light-dark(#fff, #0b0e1a));
--ink: var(--meter-ink, light-dark(#16171a, #f2f1ee));
--muted: var(--meter-muted, light-dark(#5c5f66, #a3a5ac));
--surface: var(--meter-surface, light-dark(#fff, #17181c));
--track: var(--meter-track, light-dark(#ebeae6, #2a2c32));
--bar: var(--meter-bar, light-dark(#7e8088, #787c85));
--line: var(--meter-line, light-dark(#dddbd5, #34363d));
--radius: var(--meter-radius, 0.25rem);
--gap: var(--meter-gap, clamp(0.75rem, 2.4cqi, 2.25rem));
display: block;
container-type: inline-size;
color: var(--ink);
line-height: 1.35;
}
@supports not (color: light-dark(#fff, #fff)) {
:host {
--accent: #002fa7; --on-accent: #fff; --ink: #16171a; --muted: #5c5f66;
--surface: #fff; --track: #ebeae6; --bar: #7e8088; --line: #dddbd5;
}
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
p { margin: 0; }

.meter {
position: relative; display: grid; gap: var(--gap); font-size: var(--meter-size, clamp(1rem, 1.9cqi, 2.25rem));
text-align: start; text-indent: 0; text-transform: none; letter-spacing: normal; white-space: normal;
}

button {
font: inherit; font-size: max(0.875rem, 0.8em); font-weight: 600; color: inherit; cursor: pointer;
min-height: 2.75em; padding: 0.45em 1.1em; border: 1px solid var(--line); border-radius: var(--radius);
background: var(--surface);
}
button:hover { border-color: currentColor; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.toolbar { display: flex; flex-wrap: wrap; gap: 0.75em; justify-content: space-between; }
.segments { display: flex; }
.segments button { position: relative; border-radius: 0; margin-inline-start: -1px; color: var(--muted); }
.segments button:first-child {
border-start-start-radius: var(--radius); border-end-start-radius: var(--radius); margin-inline-start: 0;
}
.segments button:last-child { border-start-end-radius: var(--radius); border-end-end-radius: var(--radius); }
.segments button:hover { color: var(--ink); z-index: 1; }
.segments button:focus-visible { z-index: 2; }
.segments [aria-pressed='true'] { color: var(--surface); background: var(--ink); border-color: var(--ink); z-index: 1; }
.segments [aria-pressed='true']:hover { color: var(--surface); }

.body { display: grid; gap: var(--gap); }
.stage {
position: relative; overflow: hidden; aspect-ratio: 4 / 3; border-radius: var(--radius);
background: var(--track); user-select: none;
}
video, .stage canvas { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
[data-fit='contain'] canvas { object-fit: contain; }
.mirrored { transform: scaleX(-1); }
.poster {
position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center;
gap: 1.1em; padding: 1.5em; text-align: center; overflow: auto;
}
.poster p { max-width: 30ch; order: 1; text-wrap: balance; color: var(--muted); }
.poster.error p { order: -1; color: inherit; }
slot[name='fallback'] { order: -2; }
::slotted([slot='fallback']) { max-width: 100%; min-height: 0; object-fit: contain; }
.poster.veil { background: color-mix(in srgb, var(--surface) 88%, transparent); }
.poster.error p::before {
content: ''; display: block; width: 2em; height: 4px; margin: 0 auto 1em; background: var(--accent);
}
.actions { display: flex; flex-wrap: wrap; gap: 0.6em; justify-content: center; }
.actions button:first-child { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.actions button:first-child:hover { border-color: var(--ink); }
.stage::after {
content: ''; position: absolute; inset: auto 0 0; height: 3px; background: var(--accent);
transform: scaleX(0); transform-origin: left; opacity: 0;
}
[data-state='loading'].stage::after { opacity: 1; animation: load 1.4s ease-in-out infinite; }
@keyframes load { to { transform: scaleX(1); } }
.on-stage { position: absolute; inset: auto 0 0; display: flex; flex-wrap: wrap; gap: 0.4em; padding: 0.75em; }
.pill { min-height: 2.5em; color: #fff; background: rgb(15 16 19 / 78%); border-color: rgb(255 255 255 / 35%); }
.pill[aria-pressed='true'] { color: #0f1013; background: #fff; }
.hint {
position: absolute; top: 0.75em; inset-inline-start: 0.75em; max-width: calc(100% - 1.5em); padding: 0.4em 0.8em;
font-size: max(0.875rem, 0.75em); color: #fff; background: rgb(15 16 19 / 78%); border-radius: var(--radius);
pointer-events: none;
}
.dropping .stage { outline: 4px dashed var(--accent); outline-offset: -4px; }

.panel { display: flex; flex-direction: column; gap: var(--gap); min-width: 0; }
.head { display: flex; justify-content: space-between; gap: 1em; }
.reading { display: flex; flex-direction: column; justify-content: flex-end; min-width: 0; }
.overline { font-size: max(0.8125rem, 0.75em); color: var(--muted); }
.label { font-size: 2.5em; font-weight: 700; line-height: 1.1; letter-spacing: -0.025em; overflow-wrap: anywhere; }
.label::first-letter { text-transform: uppercase; }
.label.none { font-size: 1.4em; color: var(--muted); letter-spacing: 0; }
.percent { min-height: 1.2em; font-size: 1.5em; line-height: 1.2; font-variant-numeric: tabular-nums; color: var(--muted); }
[part='face'] {
flex: none; width: 6.5em; height: 6.5em; image-rendering: pixelated; border-radius: var(--radius);
background: var(--track);
}

[part='bars'] { display: grid; gap: var(--meter-bar-gap, 0.3em); align-content: space-evenly; flex: 1; }
[part='bar'] { display: grid; grid-template-columns: 6.6em 1fr 3.4em; align-items: center; gap: 0.8em; }
[part='label'] { color: var(--muted); }
[part='value'] { text-align: end; font-variant-numeric: tabular-nums; color: var(--muted); }
.track { height: var(--meter-bar-height, 1.25em); overflow: hidden; background: var(--track); border-radius: 2px; }
.fill {
display: block; height: 100%; background: var(--bar); transform: scaleX(0); transform-origin: left;
transition: transform 0.5s cubic-bezier(0.2, 0.7, 0.2, 1);
}
.live .fill { transition: none; }
:dir(rtl) > .fill, .stage:dir(rtl)::after { transform-origin: right; }
.most .fill { background: var(--accent); }
.most [part='label'], .most [part='value'] { color: var(--ink); font-weight: 700; }
.foot { font-size: max(0.8125rem, 0.75em); color: var(--muted); text-wrap: pretty; }
.foot:has(.figure:empty) { min-height: 2.45lh; }
.figure { color: var(--ink); font-weight: 600; }
.link {
min-height: 0; padding: 0.3em 0; border: 0; background: none; font-weight: 400; font-size: 1em;
text-decoration: underline; text-underline-offset: 0.2em;
}
.link:hover { color: var(--ink); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@container (min-width: 40rem) {
.body { grid-template-columns: minmax(0, 4fr) minmax(0, 5.4fr); }
.stage { aspect-ratio: 1; }
[part='face'] { width: 7.5em; height: 7.5em; }
.label { font-size: 3em; }
}
@container (max-width: 26rem) {
.segments { flex: 1 1 100%; }
.segments button { flex: 1; }
.stage { aspect-ratio: 3 / 2; }
.label { font-size: 2em; }
.percent { font-size: 1.25em; }
[part='face'] { width: 5.25em; height: 5.25em; }
[part='bar'] { grid-template-columns: 6.5em 1fr 3.1em; gap: 0.6em; }
.foot:has(.figure:empty) { min-height: 3.45lh; }
}
@media (prefers-reduced-motion: reduce) {
.fill { transition: none; }
[data-state='loading'].stage::after { animation: none; transform: none; }
}
@media (forced-colors: active) {
.track { border: 1px solid CanvasText; }
.fill { forced-color-adjust: none; background: CanvasText; }
.most .fill { background: Highlight; }
.segments [aria-pressed='true'], .pill[aria-pressed='true'] {
forced-color-adjust: none; color: HighlightText; background: Highlight;
}
}
`;
