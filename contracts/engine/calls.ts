import { callsOf } from '../call.ts'
import { engineState, pauseReason } from './schemas.ts'

const { get, post } = callsOf('Engine')

export const engine = {
  get: get('/v1/engine', 'Check whether all operations are paused', 'engine.read').output(engineState),
  pause: post('/v1/engine/pause', 'Pause all operations', 'engine.pause', { recent: true })
    .input(pauseReason.optional())
    .output(engineState),
  resume: post('/v1/engine/resume', 'Resume all operations', 'engine.pause').output(engineState),
}
