import { callsOf } from '../call.ts'
import { onboardingQuery, onboardingStatistics } from './schemas.ts'

const { get } = callsOf('Statistics')

export const statistics = {
  onboardings: get(
    '/v1/statistics/onboardings',
    'Get customers added and hosting created, by day',
    'statistics.read',
  )
    .input(onboardingQuery)
    .output(onboardingStatistics),
}
