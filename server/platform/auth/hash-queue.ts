/** One waiting piece of work. */
interface Waiting {
  readonly rank: number
  readonly number: number
  start(): void
  refuse(): void
}

/** The queue is full, and this work has the lowest rank in it. */
export class HashQueueFull extends Error {
  override readonly name = 'HashQueueFull'
}

// Each hash occupies a thread of the pool that file and DNS operations also need, so only two run at once.
const atOnce = 2
// Work for callers without a session leaves one of the two free.
const strangersAtOnce = 1
// At about 11 ms each, the last one waits less than a second.
const mostStrangers = 64

/**
 * Runs password hashes, a few at once, by rank. Work for callers with a session comes first and is never
 * refused: the number of such callers is small and known. Callers without one share a queue with an end. In it,
 * the lower rank is first. If it is full, the highest rank is refused.
 */
export class HashQueue {
  readonly #trusted: Waiting[] = []
  readonly #strangers: Waiting[] = []
  #running = 0
  #strangersRunning = 0
  #count = 0

  /** Runs work for a caller who is signed in, or for this program itself. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#add(this.#trusted, 0, () => this.#occupy(work, false))
  }

  /**
   * Runs work for a caller without a session.
   * @param rank number of recent attempts of the caller: 0 is served first
   * @throws {HashQueueFull} at once or later, if callers with a lower rank fill the queue
   */
  runForStranger<T>(rank: number, work: () => Promise<T>): Promise<T> {
    return this.#add(this.#strangers, rank, () => this.#occupy(work, true))
  }

  /** The current numbers of hashes. */
  use(): { readonly running: number; readonly waitingTrusted: number; readonly waitingStrangers: number } {
    return {
      running: this.#running,
      waitingTrusted: this.#trusted.length,
      waitingStrangers: this.#strangers.length,
    }
  }

  #add<T>(queue: Waiting[], rank: number, run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = {
        rank,
        number: this.#count++,
        start: () => void run().then(resolve, reject),
        refuse: () => reject(new HashQueueFull('Too many passwords are waiting to be checked.')),
      }
      queue.push(waiting)
      this.#startNext()
      if (this.#strangers.length > mostStrangers) take(this.#strangers, isWorse)?.refuse()
    })
  }

  async #occupy<T>(work: () => Promise<T>, isStranger: boolean): Promise<T> {
    try {
      return await work()
    } finally {
      this.#running -= 1
      if (isStranger) this.#strangersRunning -= 1
      this.#startNext()
    }
  }

  #startNext(): void {
    while (this.#running < atOnce) {
      const trusted = this.#trusted.shift()
      const next =
        trusted ??
        (this.#strangersRunning < strangersAtOnce
          ? take(this.#strangers, (a, b) => !isWorse(a, b))
          : undefined)
      if (!next) return
      this.#running += 1
      if (!trusted) this.#strangersRunning += 1
      next.start()
    }
  }
}

/** The higher rank, and among equals the later one. */
const isWorse = (a: Waiting, b: Waiting) => (a.rank === b.rank ? a.number > b.number : a.rank > b.rank)

/** Removes the element that `comesFirst` puts before all others. */
function take(queue: Waiting[], comesFirst: (a: Waiting, b: Waiting) => boolean): Waiting | undefined {
  let best = 0
  for (let index = 1; index < queue.length; index += 1) {
    const [one, other] = [queue[index], queue[best]]
    if (one && other && comesFirst(one, other)) best = index
  }
  return queue.splice(best, 1)[0]
}
