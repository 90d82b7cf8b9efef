const windowMs = 60_000

/** The number of rows a second, over the last minute of work. */
export class Rate {
  readonly #points: { at: number; rows: number }[] = []

  /** @param rows so far @returns null if too little time has passed */
  after(rows: number, at = performance.now()): number | null {
    this.#points.push({ at, rows })
    while ((this.#points[0]?.at ?? at) < at - windowMs) this.#points.shift()
    const [first] = this.#points
    const ms = at - (first?.at ?? at)
    return ms < 1000 || !first ? null : ((rows - first.rows) * 1000) / ms
  }
}
