import { callsOf } from '../call.ts'
import { systemStatus } from './schemas.ts'

const { get } = callsOf('System')

export const system = {
  status: get('/v1/system/status', 'Check whether the installation is in order', 'installation.read').output(
    systemStatus,
  ),
}
