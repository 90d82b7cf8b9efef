import { EventEmitter, once } from 'node:events'

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
  async next(operationId: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(Math.max(1, timeoutMs))
    const either = signal ? AbortSignal.any([timeout, signal]) : timeout
    await once(this.#emitter, operationId, { signal: either }).catch(() => undefined)
  }
}
