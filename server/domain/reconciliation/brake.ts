// Few accounts make 2% of nothing: one alone may always be looked at by itself.
const fewest = 2
const share = 0.02

/** Whether so many accounts vanished at once that rather the panel, or our reading of it, is wrong. */
export const isBraked = ({ vanished, believed }: { vanished: number; believed: number }): boolean =>
  vanished >= fewest && vanished > believed * share
