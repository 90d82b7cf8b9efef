export { openMetrics } from './page.ts'
export { readState, type SystemState } from './state.ts'
