/** Stops what has not begun; what is under way is waited for. */
export interface Stop {
  wanted: boolean
}

/**
 * Does `work` for each, a few at a time and in order. One that fails holds up no other: `work` reports by itself and
 * never throws.
 */
export async function runEach<Item>(
  items: readonly Item[],
  options: { atOnce: number; stop: Stop },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const lane = async () => {
    for (const item of left) {
      if (options.stop.wanted) return
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, lane))
}
