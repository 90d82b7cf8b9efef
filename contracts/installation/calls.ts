import { callsOf } from '../call.ts'
import { installationDecision, installationState } from './schemas.ts'

const { get, post } = callsOf('Installation')

export const installation = {
  get: get('/v1/installation', 'Check whether this database may be a clone', 'installation.read').output(
    installationState,
  ),
  decide: post(
    '/v1/installation/decide',
    'Confirm the primary installation; the engine is on hold until then',
    'installation.decide',
    { recent: true },
  )
    .input(installationDecision)
    .output(installationState),
}
