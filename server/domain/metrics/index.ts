export { openMetrics } from './page.ts'
