/** Skips items that have not started, and waits for items in progress. */
export interface Stop {
  wanted: boolean
}

/** Runs `work` for each item in order, `atOnce` at a time. `work` must not throw, or the other items would stop. */
export async function runEach<Item>(
  items: readonly Item[],
  options: { atOnce: number; stop: Stop },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const runNext = async () => {
    for (const item of left) {
      if (options.stop.wanted) return
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, runNext))
}
