import { gauge, type MetricsPage, measureProcess, metricsPage } from '#server/platform/metrics/index.ts'
import { version } from '#server/platform/product/index.ts'
import type { Domain } from '../context.ts'
import { setProcessGauges, setStateGauges } from './gauges.ts'
import { readState } from './state.ts'

/** For this time, further scrapes get the same values from the database. */
const stateKeptMs = 10_000

const info = gauge({
  name: 'info',
  help: 'Version and role of this process. The value is 1.',
  labelNames: ['version', 'role'],
})

/** The metrics of this process, with the state of the installation. */
export function openMetrics(domain: Pick<Domain, 'database' | 'clock' | 'log'>, role: string): MetricsPage {
  measureProcess()
  info.set({ version, role }, 1)
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  const read = async () => {
    try {
      setStateGauges(await readState(domain), domain.clock.now())
    } catch (error) {
      domain.log.warn({ err: error }, 'the metrics of the installation could not be read')
      setStateGauges(null, domain.clock.now())
    }
    readAt = domain.clock.now().getTime()
  }
  const isCurrent = () => Math.abs(domain.clock.now().getTime() - readAt) < stateKeptMs
  return metricsPage(async () => {
    setProcessGauges(domain)
    if (isCurrent()) return
    reading ??= read().finally(() => {
      reading = null
    })
    await reading
  })
}
