import { collectDefaultMetrics } from 'prom-client'
import { metrics } from './registry.ts'

export interface MetricsPage {
  readonly contentType: string
  /** The Prometheus text format. */
  text(): Promise<string>
}

/** @param refresh reads the values that are not kept current. It must not throw */
export const metricsPage = (refresh: () => Promise<void>): MetricsPage => ({
  contentType: metrics.contentType,
  async text() {
    await refresh()
    return metrics.metrics()
  },
})

let isMeasured = false

/** Starts the measurements of the process: processor time, memory, event loop lag, garbage collection. */
export function measureProcess(): void {
  if (isMeasured) return
  isMeasured = true
  collectDefaultMetrics({ register: metrics })
}
