import { setTimeout as delay } from 'node:timers/promises'
import type { Domain } from '../context.ts'
import { attemptDelivery } from './deliver.ts'
import { claimDeliveries } from './outbox.ts'

/** How often due deliveries are looked for. */
export const webhookTickMs = 1000

/**
 * Sends due deliveries. Nothing waits for a slow receiver: the number of deliveries in progress is limited for each
 * endpoint, and the number of endpoints is limited.
 */
export class WebhookSender {
  readonly #domain: Domain
  readonly #running = new Set<Promise<void>>()

  constructor(domain: Domain) {
    this.#domain = domain
  }

  /** Starts all due deliveries that the limits allow. Each that ends makes room for the next. */
  async takeDue(): Promise<void> {
    if (this.#domain.signals.closed) return
    for (const delivery of await claimDeliveries(this.#domain)) {
      const attempt = attemptDelivery(this.#domain, delivery)
        .then(() => this.takeDue())
        .catch((error: unknown) =>
          this.#domain.log.error(
            { err: error, deliveryId: delivery.id },
            'The result of a webhook could not be recorded. It is sent again when its lease ends.',
          ),
        )
        .finally(() => this.#running.delete(attempt))
      this.#running.add(attempt)
    }
  }

  /** Waits until no delivery is in progress. @param withinMs maximum wait, default: none */
  async settled(withinMs?: number): Promise<void> {
    const stop = new AbortController()
    const late = withinMs === undefined ? null : delay(withinMs, undefined, { signal: stop.signal })
    let isLate = false
    late
      ?.then(() => {
        isLate = true
      })
      .catch(() => {})
    while (this.#running.size > 0 && !isLate)
      await Promise.race([Promise.all(this.#running), ...(late ? [late] : [])])
    stop.abort()
  }
}
