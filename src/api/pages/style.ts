/** How our pages look: one small sheet, for light and dark, from 320 pixels up. */

export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f5f4, #14191a);
  --card: light-dark(#ffffff, #1d2425);
  --ink: light-dark(#172023, #e8eeed);
  --quiet: light-dark(#4d5a5d, #a9b6b6);
  --line: light-dark(#cdd6d5, #39464a);
  --field: light-dark(#7b8a8c, #7f8f92);
  --accent: light-dark(#0b5f56, #5fd0bf);
  --on-accent: light-dark(#ffffff, #08211e);
  --alarm: light-dark(#a3231d, #ff9d92);
  --alarm-ground: light-dark(#fdeeec, #3a1f1d);
}
* { box-sizing: border-box; }
[hidden] { display: none; }
body {
  margin: 0; min-height: 100vh; padding: 1.5rem 1rem; display: grid; align-items: center; justify-items: center;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main {
  width: 100%; max-width: 26rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem;
}
main.wide { max-width: 60rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .5rem .5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { width: 6rem; overflow-wrap: normal; }
th + th { width: auto; }
th span { display: block; font-weight: 400; }
a { color: var(--accent); }
tr:target { background: light-dark(#fff3d6, #3a3113); }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 0 0 .75rem; font-size: 1rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
.company { margin: 0 0 1.25rem; color: var(--quiet); font-size: .9375rem; }
.company::before {
  content: ""; display: inline-block; width: .625rem; height: .625rem; margin-right: .5rem; border-radius: 50%;
  background: var(--accent);
}
.quiet { color: var(--quiet); font-size: .875rem; }
label { display: block; margin: 0 0 .25rem; font-weight: 600; }
.hint { margin: 0 0 .375rem; color: var(--quiet); font-size: .875rem; }
input {
  width: 100%; margin: 0 0 1.25rem; padding: .625rem .75rem; min-height: 2.75rem; font: inherit;
  color: inherit; background: var(--card); border: 1px solid var(--field); border-radius: .5rem;
}
input[aria-invalid] { border: 2px solid var(--alarm); }
.fault { margin: 0 0 .375rem; color: var(--alarm); font-weight: 600; font-size: .9375rem; }
button {
  width: 100%; min-height: 2.75rem; padding: .625rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem;
}
button:hover { filter: brightness(1.08); }
button.plain { margin-top: .5rem; color: var(--ink); background: transparent; border-color: var(--field); }
:is(input, button, a, summary, .summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.summary {
  margin: 0 0 1.25rem; padding: .75rem 1rem; border: 2px solid var(--alarm); border-radius: .5rem;
  background: var(--alarm-ground);
}
.summary h2 { margin: 0 0 .25rem; color: var(--alarm); }
.summary p { margin: 0; }
details { margin: 0 0 1.25rem; }
summary { min-height: 1.5rem; cursor: pointer; color: var(--accent); font-weight: 600; border-radius: .25rem; }
details ul { margin: .5rem 0 0; color: var(--quiet); font-size: .9375rem; }
.people { margin: 0 0 1.5rem; padding: 0 0 1.5rem; border-bottom: 1px solid var(--line); }
.people ul { margin: 0; padding: 0; list-style: none; display: grid; gap: .5rem; }
.people button {
  display: flex; gap: .75rem; align-items: baseline; text-align: left; font-weight: 400;
  color: var(--ink); background: transparent; border-color: var(--line);
}
.people button:hover { border-color: var(--accent); }
.people b { font-variant-numeric: tabular-nums; color: var(--accent); }
.people .quiet { margin-left: auto; text-align: right; }
footer { max-width: 26rem; margin-top: 1rem; color: var(--quiet); font-size: .8125rem; text-align: center; }
@media (max-width: 26rem) {
  main { padding: 1.25rem; }
  .people button { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; }
  .people .quiet { grid-column: 2; margin: 0; text-align: left; }
}
@media (forced-colors: active) { button { border: 2px solid ButtonText; } }
`;
