import { EventEmitter } from 'node:events'

type News = 'changed' | 'concluded'

/**
 * Notifications inside this process, so that waiting calls and streams need not poll. They are hints: a
 * waiting caller reads the row, and reads it again after a while even without a notification.
 */
export class WorkSignals {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  #closed = false

  /** True when this process is stopping: waiting callers should return the current state. */
  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
    this.allConcluded()
  }

  /** Notifications may have been lost, so all waiting callers read again. */
  allConcluded(): void {
    for (const name of this.#emitter.eventNames()) this.#emitter.emit(name)
  }

  /** @param topic id of an operation, or name of a list */
  changed(topic: string): void {
    this.#emitter.emit(`changed ${topic}`)
  }

  /** The operation is no longer running: it is settled, or waits for its next attempt. */
  concluded(operationId: string): void {
    this.#emitter.emit(`concluded ${operationId}`)
    this.changed(operationId)
  }

  /** Resolves at the next notification, after `timeoutMs`, or when `signal` aborts. Never rejects. */
  next(news: News, topic: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const name = `${news} ${topic}`
    // Not `events.once`: it also listens to "error", and closing would then emit one.
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timeout)
        this.#emitter.off(name, done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timeout = setTimeout(done, Math.max(1, timeoutMs)).unref()
      this.#emitter.on(name, done)
      signal?.addEventListener('abort', done)
      if (signal?.aborted || this.#closed) done()
    })
  }
}
