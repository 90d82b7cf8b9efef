export { readOnboardings } from './onboardings.ts'
export { readServerHealth } from './server-health.ts'
export { readServerStatistics } from './server-statistics.ts'
export { readStatisticsOfServers } from './statistics-of-servers.ts'
