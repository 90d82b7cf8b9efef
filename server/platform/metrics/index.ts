export { type MetricsPage, measureProcess, metricsPage } from './page.ts'
export { counter, type Gauge, gauge, histogram, secondsOf } from './registry.ts'
