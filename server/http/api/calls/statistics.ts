import { readOnboardings, readStatisticsOfServers } from '#server/domain/statistics/index.ts'
import { os, verb } from '../implement.ts'

export const statistics = {
  onboardings: os.statistics.onboardings.handler(verb(readOnboardings)),
  servers: os.statistics.servers.handler(verb(readStatisticsOfServers)),
}
