// With few accounts, one is already more than 2%, so a single missing account never triggers the brake.
const fewest = 2
const share = 0.02

/**
 * Returns whether so many accounts are missing at once that the panel, or our read of it, is more likely to
 * be wrong.
 */
export const isBraked = ({ vanished, believed }: { vanished: number; believed: number }): boolean =>
  vanished >= fewest && vanished > believed * share
