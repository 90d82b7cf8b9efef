import { callsOf } from '../call.ts'
import { onboardingQuery, onboardingStatistics, statisticsOfServers } from './schemas.ts'

const { get } = callsOf('Statistics')

export const statistics = {
  onboardings: get(
    '/v1/statistics/onboardings',
    'Get customers added and hosting created, by day',
    'statistics.read',
  )
    .input(onboardingQuery)
    .output(onboardingStatistics),
  servers: get(
    '/v1/statistics/servers',
    'For each server, get the results of its creations in the last 24 hours, and its open operations',
    'statistics.read',
  ).output(statisticsOfServers),
}
