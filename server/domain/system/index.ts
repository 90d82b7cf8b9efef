export { readSystemStatus } from './status.ts'
