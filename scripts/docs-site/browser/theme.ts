/** Runs before the first paint. The console keeps its choice in this cookie; without it, the system decides. */
const [, theme] = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(document.cookie) ?? []
if (theme !== undefined) document.documentElement.dataset.theme = theme

export {}
