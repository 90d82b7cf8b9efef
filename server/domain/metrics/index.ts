export { openMetrics, stateKeptMs } from './page.ts'
