import { EventEmitter } from 'node:events'

/**
 * In-process news that an operation changed, so that waiting calls and streams need not poll fast. Only a hint:
 * whoever waits reads the row, and reads it again after a while even without news (another process may work).
 */
export class OperationSignals {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  #closed = false

  /** True once this process is stopping: whoever waits should answer with what there is. */
  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
    for (const name of this.#emitter.eventNames()) this.#emitter.emit(name)
  }

  changed(operationId: string): void {
    this.#emitter.emit(operationId)
  }

  /** Resolves at the next change, or after `timeoutMs`, or when `signal` aborts. Never rejects. */
  next(operationId: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    // Not events.once: it listens to "error" too, and closing would then emit one.
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timeout)
        this.#emitter.off(operationId, done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timeout = setTimeout(done, Math.max(1, timeoutMs)).unref()
      this.#emitter.on(operationId, done)
      signal?.addEventListener('abort', done)
      if (signal?.aborted || this.#closed) done()
    })
  }
}
