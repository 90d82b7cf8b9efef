import { callsOf } from '../call.ts'
import { engineState, pauseReason } from './schemas.ts'

const { get, post } = callsOf('Engine')

export const engine = {
  get: get('/v1/engine', 'Whether operations run at all', 'engine.read').output(engineState),
  pause: post('/v1/engine/pause', 'Pause everything', 'engine.pause')
    .input(pauseReason.optional())
    .output(engineState),
  resume: post('/v1/engine/resume', 'Let operations run again', 'engine.pause').output(engineState),
}
