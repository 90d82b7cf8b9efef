import { EventEmitter } from 'node:events'

type News = 'changed' | 'concluded'

/**
 * News inside this process that something changed, so that waiting calls and streams need not poll. Only a hint:
 * whoever waits reads the row, and reads it again after a while even without news.
 */
export class WorkSignals {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  #closed = false

  /** True once this process is stopping: whoever waits should answer with what there is. */
  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
    this.allConcluded()
  }

  /** News may have been missed: everybody who waits reads again. */
  allConcluded(): void {
    for (const name of this.#emitter.eventNames()) this.#emitter.emit(name)
  }

  /** @param topic an operation's id, or the name of a list */
  changed(topic: string): void {
    this.#emitter.emit(`changed ${topic}`)
  }

  /** The operation is not running any more: it is settled, or waits for its next attempt. */
  concluded(operationId: string): void {
    this.#emitter.emit(`concluded ${operationId}`)
    this.changed(operationId)
  }

  /** Resolves at the next news, or after `timeoutMs`, or when `signal` aborts. Never rejects. */
  next(news: News, topic: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const name = `${news} ${topic}`
    // Not events.once: it listens to "error" too, and closing would then emit one.
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
