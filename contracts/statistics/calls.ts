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
    'For each server, how its creations of the last 24 hours went, and what is open on it',
    'statistics.read',
  ).output(statisticsOfServers),
}
