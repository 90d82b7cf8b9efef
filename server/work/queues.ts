import { withoutTrace } from '#server/platform/tracing/index.ts'
import { AdaptiveLimit } from './adaptive-limit.ts'
import type { QueueHealth, RunningQueues, Ticket } from './contract.ts'

interface Queue {
  readonly waiting: Set<string>
  /** Number of running operations and unused tickets. */
  running: number
  readonly runningIds: Set<string>
  /** Limit by the queue's own rules. Null: only the setting limits it. */
  limit: number | null
}

type RunById = (operationId: string) => Promise<QueueHealth | null>

/**
 * The operations that this process runs, with a limit for each queue, so a server that hangs delays only its
 * own operations. Closed until the engine opens it: a process without an engine runs nothing.
 */
export class Queues implements RunningQueues {
  readonly #queues = new Map<string, Queue>()
  readonly #limits = new Map<string, AdaptiveLimit>()
  readonly #underWay = new Set<Promise<void>>()
  readonly #most: number
  #run: RunById | null = null
  #whenWoken: (() => void) | null = null
  #readLimit: (queueKey: string) => Promise<number | null> = async () => null
  #onError: (error: unknown, operationId: string) => void = () => {}

  /** @param most the setting: maximum number of operations of one queue that run at once */
  constructor(most: number) {
    this.#most = most
  }

  get isOpen(): boolean {
    return this.#run !== null
  }

  /** @param options.whenWoken looks for due operations of all queues soon */
  open(options: {
    run: RunById
    whenWoken: () => void
    readLimit: (queueKey: string) => Promise<number | null>
    onError: (error: unknown, operationId: string) => void
  }): void {
    this.#run = options.run
    this.#whenWoken = options.whenWoken
    this.#readLimit = options.readLimit
    this.#onError = options.onError
  }

  /** Starts nothing more, and waits at most `graceMs` for running operations. */
  async close(graceMs: number): Promise<void> {
    this.#run = null
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref())
    await Promise.race([Promise.allSettled(this.#underWay), grace])
  }

  /** Runs the operation when its queue has room. @param limit current limit by the queue's rules */
  push(queueKey: string, operationId: string, limit: number | null): void {
    if (!this.#run) return
    const queue = this.#queue(queueKey)
    queue.limit = limit
    // A running operation that is woken again must be checked again after its run.
    queue.waiting.add(operationId)
    this.#drain(queueKey, queue)
  }

  /** Runs the operation when its queue has room. Reads the limit by the queue's rules if it is not known. */
  wake(queueKey: string, operationId: string): void {
    if (!this.#run) return
    const queue = this.#queues.get(queueKey)
    if (queue) {
      this.push(queueKey, operationId, queue.limit)
      return
    }
    this.#readLimit(queueKey).then(
      (limit) => this.push(queueKey, operationId, limit),
      (error: unknown) => this.#onError(error, operationId),
    )
  }

  /** Wakes the operation again after a delay. If the delay is more than a minute, the sweep finds it. */
  wakeLater(queueKey: string, operationId: string, afterMs: number): void {
    if (this.#run && afterMs <= 60_000) setTimeout(() => this.wake(queueKey, operationId), afterMs).unref()
  }

  /** Called after a change that may let many operations continue. */
  wakeAll(): void {
    this.#whenWoken?.()
  }

  /**
   * Returns a ticket to run an operation of this queue at once, or null if it has to wait for other
   * operations or another process.
   */
  tryTake(queueKey: string, limit: number | null): Ticket | null {
    if (!this.#run) return null
    const queue = this.#queue(queueKey)
    queue.limit = limit
    if (queue.waiting.size > 0 || queue.running >= this.#room(queueKey, queue)) {
      this.#forgetIfIdle(queueKey, queue)
      return null
    }
    queue.running += 1
    let isReleased = false
    return {
      queueKey,
      release: () => {
        if (isReleased) return
        isReleased = true
        this.#release(queueKey, queue)
      },
    }
  }

  /** Runs an operation with a ticket. */
  start(ticket: Ticket, operationId: string, run: () => Promise<QueueHealth | null>): void {
    this.#track(ticket.queueKey, operationId, run, () => ticket.release())
  }

  #queue(queueKey: string): Queue {
    const known = this.#queues.get(queueKey)
    if (known) return known
    const queue: Queue = { waiting: new Set(), running: 0, runningIds: new Set(), limit: null }
    this.#queues.set(queueKey, queue)
    return queue
  }

  #adaptive(queueKey: string): AdaptiveLimit {
    const known = this.#limits.get(queueKey)
    if (known) return known
    const limit = new AdaptiveLimit()
    this.#limits.set(queueKey, limit)
    return limit
  }

  #room(queueKey: string, { limit }: Queue): number {
    const most = Math.min(this.#most, limit ?? this.#most)
    return this.#adaptive(queueKey).current(most)
  }

  #drain(queueKey: string, queue: Queue): void {
    const run = this.#run
    if (!run) return
    for (const operationId of queue.waiting) {
      if (queue.running >= this.#room(queueKey, queue)) return
      if (queue.runningIds.has(operationId)) continue
      queue.waiting.delete(operationId)
      queue.running += 1
      // The end of another operation, or any request, may lead here.
      withoutTrace(() =>
        this.#track(
          queueKey,
          operationId,
          () => run(operationId),
          () => this.#release(queueKey, queue),
        ),
      )
    }
  }

  #track(
    queueKey: string,
    operationId: string,
    run: () => Promise<QueueHealth | null>,
    release: () => void,
  ): void {
    const queue = this.#queue(queueKey)
    queue.runningIds.add(operationId)
    const startedAt = performance.now()
    const ran = run()
      .then((health) => {
        const timing = {
          startedAt,
          nowMs: performance.now(),
          most: this.#most,
          atOnce: queue.running,
        }
        if (health) this.#adaptive(queueKey).record(health, timing)
      })
      // The queue's own limit is read again only while there is one, for example while a server recovers.
      .then(async () => {
        if (queue.limit !== null) queue.limit = await this.#readLimit(queueKey)
      })
      .catch((error: unknown) => this.#onError(error, operationId))
      .finally(() => {
        queue.runningIds.delete(operationId)
        this.#underWay.delete(ran)
        release()
      })
    this.#underWay.add(ran)
  }

  #release(queueKey: string, queue: Queue): void {
    queue.running -= 1
    this.#drain(queueKey, queue)
    this.#forgetIfIdle(queueKey, queue)
  }

  #forgetIfIdle(queueKey: string, queue: Queue): void {
    if (queue.waiting.size === 0 && queue.running === 0) this.#queues.delete(queueKey)
  }
}
