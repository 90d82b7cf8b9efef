import { createHash } from 'node:crypto'

export const style = `
:root { color-scheme: light dark; --line: light-dark(#d8dce3, #3a3f4a); --soft: light-dark(#5b6472, #a3abb8);
  --raised: light-dark(#f5f6f8, #22262e); --accent: light-dark(#1d4ed8, #8ab4ff); }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 2.2rem 0 .6rem; }
p { margin: .3rem 0; }
.soft { color: var(--soft); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .45rem .75rem; white-space: nowrap; max-width: 22rem; overflow: hidden; text-overflow: ellipsis; }
th { font-weight: 600; background: var(--raised); }
tr + tr td, thead + tbody td { border-top: 1px solid var(--line); }
code { font-family: ui-monospace, monospace; font-size: .92em; }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin: .6rem 0; }
label { display: grid; gap: .2rem; font-size: .85rem; color: var(--soft); }
select, input, button { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: 6px; }
button { background: var(--raised); cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details { margin: .6rem 0; }
dt { font-family: ui-monospace, monospace; }
dd { margin: 0 0 .4rem 1.2rem; color: var(--soft); }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** Usernames and emails are input of others: the page must not run or load them, or be framed. */
export const pageHeaders = {
  'content-security-policy': `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  // no-referrer would make browsers send the form with "Origin: null".
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
}
